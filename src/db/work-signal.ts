// "There may be work": heard at once inside this process, and through LISTEN/NOTIFY by the other replicas on a PostgreSQL.
// A signal that is lost costs at most one polling interval, so nothing here may fail a caller.
import pg from "pg";

export const WORK_CHANNEL = "countersign_work";
/** Between attempts to listen again after the connection broke. Chosen, not measured; polling bridges the gap. */
const RECONNECT_MS = 5_000;

export interface WorkSignal {
  /** Tells this process. Other replicas are told by `pg_notify` inside the statement that adds the work. */
  announce(): void;
  subscribe(onWork: () => void): Promise<() => Promise<void>>;
}

/** `listenTo` null: only this process can add work. */
export function createWorkSignal(listenTo: pg.ClientConfig | null): WorkSignal {
  const listeners = new Set<() => void>();
  let stopListening: (() => Promise<void>) | null = null;
  const announce = () => {
    for (const onWork of listeners) onWork();
  };
  return {
    announce,
    async subscribe(onWork) {
      listeners.add(onWork);
      if (listenTo !== null && stopListening === null) stopListening = listen(listenTo, announce);
      return async () => {
        listeners.delete(onWork);
        if (listeners.size > 0 || stopListening === null) return;
        const stop = stopListening;
        stopListening = null;
        await stop();
      };
    },
  };
}

function listen(config: pg.ClientConfig, onNotice: () => void): () => Promise<void> {
  let stopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  const reconnectLater = () => {
    if (stopped || timer !== null) return;
    timer = setTimeout(open, RECONNECT_MS);
    timer.unref();
  };
  const open = async () => {
    timer = null;
    const opened = new pg.Client(config);
    client = opened;
    opened.on("notification", onNotice);
    // Without a listener a broken connection would end the process.
    opened.on("error", reconnectLater);
    opened.on("end", reconnectLater);
    try {
      await opened.connect();
      await opened.query(`LISTEN ${WORK_CHANNEL}`);
      onNotice();
    } catch {
      await opened.end().catch(() => undefined);
      reconnectLater();
    }
  };
  const opening = open();
  return async () => {
    stopped = true;
    if (timer !== null) clearTimeout(timer);
    await opening;
    await client?.end().catch(() => undefined);
  };
}
