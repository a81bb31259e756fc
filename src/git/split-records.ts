// Cuts a stream of bytes at a mark, without ever holding more than one record.

/** What stood between two marks; null: it was longer than the limit and was let go. */
export type StreamRecord = Buffer | null;

export class RecordSplitter {
  readonly #mark: Buffer;
  readonly #maxBytes: number;
  #held: Buffer[] = [];
  #heldBytes = 0;
  /** The end of what came last: a mark may have begun in it. */
  #tail: Buffer = Buffer.alloc(0);

  constructor(mark: Buffer, maxBytes: number) {
    this.#mark = mark;
    this.#maxBytes = maxBytes;
  }

  /** The records that this chunk completes. */
  push(chunk: Buffer): StreamRecord[] {
    const data = Buffer.concat([this.#tail, chunk]);
    const records: StreamRecord[] = [];
    let from = 0;
    for (let mark = data.indexOf(this.#mark); mark !== -1; mark = data.indexOf(this.#mark, from)) {
      this.#hold(data.subarray(from, mark));
      records.push(this.#take());
      from = mark + this.#mark.length;
    }
    const end = Math.max(from, data.length - this.#mark.length + 1);
    this.#hold(data.subarray(from, end));
    this.#tail = data.subarray(end);
    return records;
  }

  /** What came after the last mark. */
  end(): StreamRecord {
    this.#hold(this.#tail);
    this.#tail = Buffer.alloc(0);
    return this.#take();
  }

  #hold(bytes: Buffer): void {
    this.#heldBytes += bytes.length;
    if (this.#heldBytes <= this.#maxBytes) this.#held.push(bytes);
    else this.#held = [];
  }

  #take(): StreamRecord {
    const record = this.#heldBytes <= this.#maxBytes ? Buffer.concat(this.#held) : null;
    this.#held = [];
    this.#heldBytes = 0;
    return record;
  }
}
