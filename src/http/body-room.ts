// Memory for bodies that are arriving. Whoever holds it longest for the fewest bytes makes room for the next: nobody can be told from
// GitHub before the whole body is there, and GitHub sends at full speed.

/** One body on its way. */
export interface Arriving {
  readonly sender: string;
  /** A moment of `now`. */
  readonly since: number;
  /** Bytes so far. */
  size: number;
  /** Ends it: its memory is needed. */
  readonly giveWay: () => void;
}

export interface BodyRoomOptions {
  /** Of all bodies together. */
  readonly bytes: number;
  /** A body that is younger never gives way. */
  readonly patienceMs: number;
  readonly now: () => number;
}

export class BodyRoom {
  readonly #options: BodyRoomOptions;
  readonly #arriving = new Set<Arriving>();

  constructor(options: BodyRoomOptions) {
    this.#options = options;
  }

  /** INVARIANT: all bodies in here hold no more than `bytes`, and those of one sender no more than half. False: no room. */
  take(body: Arriving, bytes: number): boolean {
    const total = this.#options.bytes;
    if (!this.#makeRoom(body, bytes, total / 2, ({ sender }) => sender === body.sender)) return false;
    if (!this.#makeRoom(body, bytes, total, () => true)) return false;
    body.size += bytes;
    this.#arriving.add(body);
    return true;
  }

  leave(body: Arriving): void {
    this.#arriving.delete(body);
  }

  #makeRoom(body: Arriving, bytes: number, limit: number, isOne: (body: Arriving) => boolean): boolean {
    const others = () => [...this.#arriving].filter((other) => other !== body && isOne(other));
    const held = () => others().reduce((sum, { size }) => sum + size, 0) + body.size + bytes;
    while (held() > limit) {
      const slowest = this.#slowest(others());
      if (slowest === null) return false;
      this.leave(slowest);
      slowest.giveWay();
    }
    return true;
  }

  #slowest(bodies: readonly Arriving[]): Arriving | null {
    const now = this.#options.now();
    const rate = ({ size, since }: Arriving) => size / Math.max(1, now - since);
    const old = bodies.filter(({ since }) => now - since >= this.#options.patienceMs);
    return old.reduce<Arriving | null>((slow, body) => (slow === null || rate(body) < rate(slow) ? body : slow), null);
  }
}
