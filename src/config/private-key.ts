// The App's private key from PRIVATE_KEY or PRIVATE_KEY_PATH, in any of the forms that hosting platforms force on people.
import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ConfigFault, Environment } from "./values.js";

const KEY_REMEDY =
  "Generate one on the App's settings page under “Private keys”, then for example PRIVATE_KEY_PATH=./countersign.private-key.pem";

/** PEM text; null with a fault added when there is none that works. The key itself is never repeated. */
export function readPrivateKey(env: Environment, faults: ConfigFault[]): string | null {
  const variable = env.PRIVATE_KEY ? "PRIVATE_KEY" : "PRIVATE_KEY_PATH";
  const fault = (message: string) => {
    faults.push({ variable, message });
    return null;
  };
  if (env.PRIVATE_KEY && env.PRIVATE_KEY_PATH) return fault("and PRIVATE_KEY_PATH are both set. Keep one of them");
  if (!env.PRIVATE_KEY && !env.PRIVATE_KEY_PATH) return fault(`(or PRIVATE_KEY) is missing. ${KEY_REMEDY}`);
  const text = env.PRIVATE_KEY ?? readKeyFile(env.PRIVATE_KEY_PATH ?? "");
  if (text === null)
    return fault(`names a file that cannot be read. Check the path and who may read it. ${KEY_REMEDY}`);
  const pem = decodePem(text);
  if (!pem) {
    return fault(
      `is not an RSA private key in PEM (also taken: with \\n for line ends, or base64 of it). ${KEY_REMEDY}`,
    );
  }
  return pem;
}

function readKeyFile(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/** PEM as it is, with `\n` written out, or base64 of it; null when none of these. */
function decodePem(text: string): string | null {
  const unquoted = text.trim().replace(/^(["'])([\s\S]*)\1$/, "$2");
  const plain = unquoted.includes("-----BEGIN") ? unquoted : Buffer.from(unquoted, "base64").toString("utf8");
  const pem = `${plain.replaceAll("\\n", "\n").replaceAll("\r", "").trim()}\n`;
  try {
    return createPrivateKey(pem).asymmetricKeyType === "rsa" ? pem : null;
  } catch {
    return null;
  }
}
