// A question that a registry did not answer: too slow, down, too large, or not understood. Never a statement about the package.

export class Unanswered extends Error {
  /** `message` follows the registry's name in a sentence: `did not answer in 5 s`. It holds no address and no body. */
  constructor(message: string) {
    super(message);
    this.name = "Unanswered";
  }
}

/** The host itself is down, slow or overloaded; another question would fare no better. */
export class Unreachable extends Unanswered {}
