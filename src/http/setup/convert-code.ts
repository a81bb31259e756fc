// Exchanges the code that GitHub sends back after the registration for the new App's credentials. Works once, within an hour.
import { z } from "zod";
import { AppError } from "../../errors.js";
import type { NewApp } from "./write-credentials.js";

export interface RegisteredApp extends NewApp {
  /** The App's public page; `/installations/new` under it installs the App. */
  readonly htmlUrl: string;
}

/** No value may hold a quote, backslash or line break that would break out of a line of `.env`. */
const OneLine = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,500}$/);

const Conversion = z.object({
  id: z.int().positive(),
  html_url: z.url({ protocol: /^https?$/ }),
  pem: z.string().regex(/^-----BEGIN [A-Z ]+-----\n[\w+/=\n]+-----END [A-Z ]+-----\n?$/),
  webhook_secret: OneLine.min(16),
  client_id: OneLine,
  client_secret: OneLine,
});

const TIMEOUT_MS = 15_000;

/** @throws AppError GITHUB_REJECTED or GITHUB_UNAVAILABLE */
export async function convertCode(restUrl: string, code: string): Promise<RegisteredApp> {
  const response = await post(`${restUrl}/app-manifests/${encodeURIComponent(code)}/conversions`);
  if (response.status !== 201) {
    throw new AppError(
      "GITHUB_REJECTED",
      `GitHub answered ${response.status}: the code is used up or older than an hour`,
    );
  }
  const app = Conversion.safeParse(await response.json().catch(() => null));
  if (!app.success) throw new AppError("GITHUB_REJECTED", "GitHub's answer lacks a key or secret of the new App");
  const { id, html_url, pem, webhook_secret, client_id, client_secret } = app.data;
  return {
    id,
    htmlUrl: html_url,
    privateKey: pem,
    webhookSecret: webhook_secret,
    clientId: client_id,
    clientSecret: client_secret,
  };
}

async function post(url: string): Promise<Response> {
  try {
    return await fetch(url, {
      method: "POST",
      headers: { accept: "application/vnd.github+json" },
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw new AppError("GITHUB_UNAVAILABLE", "GitHub could not be reached", { cause: error });
  }
}
