/** For jest's `setupFiles`: programs that a test starts note what they ran, in the folder PROGRAM_COVERAGE, when they end. */
const folder = process.env.PROGRAM_COVERAGE;
if (folder) process.env.NODE_V8_COVERAGE = folder;
