// The part of the examination that needs no GitHub: settings and database.
import { existsSync } from "node:fs";
import type { Config } from "../../config.js";
import { embeddedPath, openDatabase } from "../../db/client.js";
import { freeBytesOn, sayFull } from "../../db/disk-room.js";
import { findPending } from "../../db/migrate.js";
import { AppError } from "../../errors.js";
import { type Finding, fail, ok, type Section, warn } from "./report.js";

/** GitHub's advice for webhook secrets: high entropy. 16 bytes start; 32 are what `openssl rand -hex 16` gives. */
const COMFORTABLE_SECRET_BYTES = 32;

export function checkSettings(config: Config): Section {
  return { name: "Settings", findings: [checkApp(config), checkSignIn(config), checkAddress(config)] };
}

function checkApp({ app }: Config): Finding {
  if (app === null) return fail("no App is registered", "run `npm start` and open its setup page");
  const bytes = Buffer.byteLength(app.webhookSecret);
  return bytes >= COMFORTABLE_SECRET_BYTES
    ? ok(`App ${app.id}, webhook secret of ${bytes} bytes`)
    : warn(
        `App ${app.id}, webhook secret of only ${bytes} bytes`,
        "make a longer one with `openssl rand -hex 32`; set it here and in the App's settings",
      );
}

function checkSignIn({ signIn }: Config): Finding {
  return signIn === null
    ? warn(
        "sign-in is not set up: the web pages show nothing",
        "set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET from the App's settings",
      )
    : ok("sign-in is set up");
}

function checkAddress({ publicUrl }: Config): Finding {
  const { protocol, hostname } = new URL(publicUrl);
  if (hostname === "localhost" || hostname.startsWith("127.")) {
    return warn(
      `PUBLIC_URL is ${publicUrl}: links in comments lead nowhere for others`,
      "PUBLIC_URL=https://countersign.example.com",
    );
  }
  return protocol === "https:"
    ? ok(`public address ${publicUrl}`)
    : warn(`${publicUrl} is not https: webhooks and sessions can be read on the way`);
}

export async function checkDatabase(config: Config): Promise<Section> {
  return { name: "Database", findings: [await openAndLook(config), ...(await checkDisk(config))] };
}

async function checkDisk({ databaseUrl, dataDir }: Config): Promise<Finding[]> {
  const full = databaseUrl === null ? sayFull(await freeBytesOn(dataDir)) : null;
  return full === null ? [] : [fail(full, "make room there, for example by moving old backups away")];
}

async function openAndLook({ databaseUrl, dataDir }: Config): Promise<Finding> {
  const kind = databaseUrl === null ? `embedded, in ${dataDir}` : "PostgreSQL";
  if (databaseUrl === null && !existsSync(embeddedPath(dataDir))) return warn(`${kind}: made at the first start`);
  const database = await openDatabase({ databaseUrl, dataDir, readOnly: true }).catch(asAppError);
  if (database instanceof AppError) {
    // The embedded database belongs to one process, and that should be the server.
    return database.code === "CONFIG_INVALID"
      ? warn(`${kind}: in use by the running server, so it was not looked at`)
      : fail(`${kind}: ${database.message}`);
  }
  try {
    const pending = await findPending(database);
    return pending.length === 0
      ? ok(`${kind}, up to date`)
      : warn(`${kind}: ${pending.length} migrations are applied at the next start`);
  } catch (error) {
    return fail(`${kind}: ${asAppError(error).message}`);
  } finally {
    await database.close();
  }
}

/** Messages of foreign errors may hold the password of DATABASE_URL. */
function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError("DATABASE_UNAVAILABLE", "it cannot be asked; check DATABASE_URL, and that the database runs");
}
