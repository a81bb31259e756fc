// What can go wrong at a registry.
import type { ServerResponse } from "node:http";

export interface Fault {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Takes the request and never answers. */
  readonly silent?: true;
  /** Breaks the connection in the middle of the body. */
  readonly hangUp?: true;
  /** Answers with this many bytes of JSON. */
  readonly hugeBytes?: number;
}

/** Answers, or keeps the response open when it is a silent fault. */
export function answerFault(fault: Fault, outgoing: ServerResponse): void {
  if (fault.silent) return;
  if (fault.hangUp) {
    outgoing.writeHead(200, { "Content-Type": "application/json", "Content-Length": "1000" });
    outgoing.write('{"name":');
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(fault.status ?? 200, { "Content-Type": "application/json", ...fault.headers });
  outgoing.end(fault.hugeBytes === undefined ? (fault.body ?? "") : `{"name":"${"x".repeat(fault.hugeBytes)}"}`);
}
