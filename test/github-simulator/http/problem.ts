// An answer that is a refusal, in GitHub's shape.

export class Problem extends Error {
  readonly status: number;
  readonly errors: readonly unknown[] | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    more: { readonly errors?: readonly unknown[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.status = status;
    this.errors = more.errors ?? null;
    this.headers = more.headers ?? {};
  }

  get body() {
    return {
      message: this.message,
      ...(this.errors ? { errors: this.errors } : {}),
      documentation_url: "https://docs.github.com/rest",
      status: String(this.status),
    };
  }
}

export function notFound(message = "Not Found"): Problem {
  return new Problem(404, message);
}

export function unprocessable(message: string, errors?: readonly unknown[]): Problem {
  return new Problem(422, message, errors ? { errors } : {});
}

export function notAccessible(): Problem {
  return new Problem(403, "Resource not accessible by integration");
}
