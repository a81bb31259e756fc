// A progress bar on a terminal, and nothing anywhere else: logs and pipes get no bar.
import { Presets, SingleBar } from "cli-progress";

export interface Progress {
  readonly step: () => void;
  readonly stop: () => void;
}

/** Without a stream, or with one that is no terminal, nothing is drawn. */
export function startProgress(terminal: NodeJS.WriteStream | undefined, total: number): Progress {
  if (terminal?.isTTY !== true || total === 0) return { step: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    {
      format: "{bar} {value}/{total} changes · {eta_formatted} left",
      stream: terminal,
      clearOnComplete: true,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return { step: () => bar.increment(), stop: () => bar.stop() };
}
