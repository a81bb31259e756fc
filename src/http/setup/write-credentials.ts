// Puts a new App's credentials into `.env`, readable by this user alone. What is in the file already stays.
import { randomBytes } from "node:crypto";
import { open, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";

export interface NewApp {
  readonly id: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The path of the file. In a `.env` file the last line for a name counts, so appending is enough. */
export async function writeCredentials(directory: string, app: NewApp, publicUrl: string): Promise<string> {
  const path = join(directory, ".env");
  const values = {
    APP_ID: String(app.id),
    PRIVATE_KEY: app.privateKey.trim().replaceAll("\n", "\\n"),
    WEBHOOK_SECRET: app.webhookSecret,
    GITHUB_CLIENT_ID: app.clientId,
    GITHUB_CLIENT_SECRET: app.clientSecret,
    PUBLIC_URL: publicUrl,
  };
  const lines = Object.entries(values).map(([name, value]) => `${name}="${value}"`);
  const before = await readIfThere(path);
  const gap = before === "" ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const text = `${before}${gap}# Written by Countersign's setup page. Keep it secret.\n${lines.join("\n")}\n`;
  await replaceFile(path, text);
  return path;
}

/** Written aside, then renamed: a crash or a loss of power leaves the old file or the new one. GitHub tells a private key once. */
async function replaceFile(path: string, text: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString("hex")}`;
  const file = await open(aside, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
  await syncDirectory(dirname(path));
}

/** Windows opens no directories; there the rename is all there is. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
