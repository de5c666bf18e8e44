const dayMs = 86_400_000;

/**
 * True of what was entered more than a day after it happened: its customer knows, and the staff keeps books. What tells only
 * one of the times is news.
 */
export function isOldNews(enterTime: Date | undefined, happenTime: Date | undefined): boolean {
  if (enterTime === undefined || happenTime === undefined) return false;
  return enterTime.getTime() - happenTime.getTime() > dayMs;
}
