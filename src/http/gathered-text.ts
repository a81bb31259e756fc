// The parts of a body that has not ended, in memory of about their own size. Kept one by one, parts of one byte would take hundreds of
// bytes each, from senders who have not shown a signature yet.

const SMALLEST_BLOCK_BYTES = 1024;
const LARGEST_BLOCK_BYTES = 256 * 1024;
/** A new block is this part of what is there: few blocks for a large body, little waste for a small one. */
const GROWTH = 1 / 4;

export class GatheredText {
  readonly #full: Buffer[] = [];
  #block: Buffer = Buffer.alloc(0);
  #used = 0;
  #heldBytes = 0;

  /** INVARIANT: at most a quarter more than was added, and the smallest block. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** Copied: a part may be a window into far larger memory. */
  add(part: Buffer): void {
    let copied = 0;
    while (copied < part.length) {
      if (this.#used === this.#block.length) this.#open();
      const bytes = part.copy(this.#block, this.#used, copied);
      this.#used += bytes;
      copied += bytes;
    }
  }

  clear(): void {
    this.#full.length = 0;
    this.#block = Buffer.alloc(0);
    this.#used = 0;
    this.#heldBytes = 0;
  }

  toString(): string {
    return Buffer.concat([...this.#full, this.#block.subarray(0, this.#used)]).toString("utf8");
  }

  #open(): void {
    if (this.#used > 0) this.#full.push(this.#block);
    const wanted = Math.floor(this.#heldBytes * GROWTH);
    // Of its own: a slice of Node's pool would keep the pool.
    this.#block = Buffer.allocUnsafeSlow(Math.min(Math.max(wanted, SMALLEST_BLOCK_BYTES), LARGEST_BLOCK_BYTES));
    this.#heldBytes += this.#block.length;
    this.#used = 0;
  }
}
