import { SingleBar } from "cli-progress";

/** Shows how far some work is, at which rate, and how long it will still take. */
export interface ProgressLine {
  /** `done` of `total` in any unit, which came to so many `items` by now. */
  at(done: number, total: number, items: number): void;
  end(): void;
}

export interface ProgressOptions {
  readonly stream: NodeJS.WriteStream;
  /** Milliseconds. */
  readonly now?: () => number;
}

const pauseMs = 5_000;

/** A bar on a terminal; elsewhere, such as in a log, a line every five seconds. */
export function showProgress(title: string, unit: string, { stream, now = Date.now }: ProgressOptions): ProgressLine {
  const start = now();
  const rate = (items: number) => Math.round(items / Math.max((now() - start) / 1_000, 0.001));
  return stream.isTTY ? bar(title, unit, stream, rate) : lines({ title, unit, stream, now, rate, start });
}

function bar(title: string, unit: string, stream: NodeJS.WriteStream, rate: (items: number) => number): ProgressLine {
  const format = `${title} [{bar}] {percentage}% | {items} ${unit} | {rate}/s | {eta_formatted} left`;
  const single = new SingleBar({ format, stream, hideCursor: true, etaBuffer: 50 });
  let isOpen = false;
  return {
    at(done, total, items) {
      const shown = { items: items.toLocaleString("en"), rate: rate(items).toLocaleString("en") };
      if (isOpen) single.update(done, shown);
      else single.start(total, done, shown);
      isOpen = true;
    },
    end: () => single.stop(),
  };
}

interface Lines extends Required<ProgressOptions> {
  readonly title: string;
  readonly unit: string;
  readonly start: number;
  readonly rate: (items: number) => number;
}

function lines({ title, unit, stream, now, rate, start }: Lines): ProgressLine {
  let last = start;
  return {
    at(done, total, items) {
      if (now() - last < pauseMs) return;
      last = now();
      const seconds = Math.round((((last - start) / Math.max(done, 1)) * (total - done)) / 1_000);
      const share = Math.floor((done / Math.max(total, 1)) * 100);
      const figures = [`${share}%`, `${items.toLocaleString("en")} ${unit}`, `${rate(items).toLocaleString("en")}/s`];
      stream.write(`${title}: ${figures.join(", ")}, ${seconds} s left\n`);
    },
    end() {},
  };
}
