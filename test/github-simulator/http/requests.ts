// What was asked of the simulator, and the faults that a test has ordered.

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
  readonly actor: string;
  readonly atMs: number;
  /** True for `POST …/access_tokens`, which call budgets leave out. */
  readonly isTokenRequest: boolean;
  /** How many requests, one begun after the other was answered, led up to it and with it. Those for tokens count for nothing. */
  readonly round: number;
  status: number;
}

export interface RequestFilter {
  readonly method?: string;
  readonly path?: RegExp;
  readonly status?: number;
  /** Counted only when asked for. */
  readonly includeTokens?: boolean;
}

export interface Fault {
  readonly method?: string;
  readonly path: RegExp;
  readonly status?: number;
  /** Default 1. */
  readonly times?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection breaks instead of an answer. */
  readonly hangUp?: boolean;
  readonly delayMs?: number;
  /** Answered only once so many requests with this path have come in. */
  readonly awaits?: { readonly path: RegExp; readonly count: number };
  /** The request takes effect, and only its answer is replaced. */
  readonly afterEffect?: boolean;
}

export class RequestLog {
  readonly all: RecordedRequest[] = [];
  readonly #faults: { readonly fault: Fault; left: number }[] = [];
  readonly #waiting = new Set<() => void>();
  #answered = 0;

  /** `record` without its round. */
  begin<T extends Omit<RecordedRequest, "round">>(record: T): T & RecordedRequest {
    const begun = { ...record, round: this.#answered + (record.isTokenRequest ? 0 : 1) };
    this.all.push(begun);
    for (const look of this.#waiting) look();
    return begun;
  }

  end({ round }: RecordedRequest): void {
    this.#answered = Math.max(this.#answered, round);
  }

  clear(): void {
    this.all.length = 0;
    this.#answered = 0;
  }

  /** The most requests of which each was begun after another was answered. */
  longestChain(): number {
    return Math.max(0, ...this.all.map(({ round }) => round));
  }

  async arrived({ path, count }: NonNullable<Fault["awaits"]>): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = () => {
        if (this.matching({ path }).length < count) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  matching(filter: RequestFilter = {}): RecordedRequest[] {
    return this.all.filter(
      (request) =>
        (!filter.method || request.method === filter.method.toUpperCase()) &&
        (!filter.path || filter.path.test(request.path)) &&
        (!filter.status || request.status === filter.status) &&
        (filter.includeTokens || !request.isTokenRequest),
    );
  }

  addFault(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? 1 });
  }

  clearFaults(): void {
    this.#faults.length = 0;
  }

  takeFault(method: string, path: string): Fault | null {
    const found = this.#faults.find(
      ({ fault, left }) =>
        left > 0 && (!fault.method || fault.method.toUpperCase() === method) && fault.path.test(path),
    );
    if (!found) return null;
    found.left--;
    return found.fault;
  }
}
