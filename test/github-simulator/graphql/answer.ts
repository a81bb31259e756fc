import type { Actor } from "../http/credentials.js";
import type { Answer, Backend } from "../http/route.js";

export async function answerGraphql(_backend: Backend, _actor: Actor, _body: unknown): Promise<Answer> {
  return { status: 501 };
}
