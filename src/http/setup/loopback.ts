// Setup takes credentials, so only a browser on this very machine may see it. A page elsewhere could have its own name
// resolve to 127.0.0.1 (DNS rebinding), so the name in the Host header counts too; a proxy would hide who really asks.
import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import { messagePage } from "../page.js";

export type SetupEnv = { Bindings: HttpBindings };

const PROXY_HEADERS = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
const LOOPBACK_ADDRESS = /^(::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/;

export const loopbackOnly: MiddlewareHandler<SetupEnv> = async (context, next) => {
  if (isLocal(context)) return next();
  const text =
    "Setup is only shown to a browser on the same machine, at http://localhost and without a proxy in between.";
  return context.html(messagePage("Not from here", text), 403);
};

function isLocal(context: Context<SetupEnv>): boolean {
  const address = context.env.incoming?.socket?.remoteAddress ?? "";
  const proxied = PROXY_HEADERS.some((name) => context.req.header(name) !== undefined);
  return LOOPBACK_ADDRESS.test(address) && LOOPBACK_HOST.test(context.req.header("host") ?? "") && !proxied;
}

/** Our own address as the browser sees it, such as `http://localhost:3000`. Only after `loopbackOnly`. */
export function ownOrigin(context: Context<SetupEnv>): string {
  return `http://${context.req.header("host")}`;
}

/** A form must come from our own page. */
export const fromOwnPage: MiddlewareHandler<SetupEnv> = async (context, next) => {
  if (context.req.header("origin") === ownOrigin(context)) return next();
  return context.html(messagePage("Not from here", "This form was not sent from the setup page."), 403);
};
