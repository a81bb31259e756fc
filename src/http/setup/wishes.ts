// What the person on the setup page asked for, checked.
import { z } from "zod";

export interface Wishes {
  /** Null: the App belongs to the person's own account. */
  readonly organisation: string | null;
  readonly name: string;
  readonly publicUrl: string;
}

export type WishField = "organisation" | "name" | "public_url";
/** What was typed, to show it again. */
export type Typed = Readonly<Record<WishField | "owner", string>>;
export type WishFaults = Partial<Record<WishField, string>>;

const Field = z.string().trim().max(300).catch("");
const Form = z.object({ owner: Field, organisation: Field, name: Field, public_url: Field });

export function readTyped(form: Record<string, unknown>): Typed {
  return Form.parse(form);
}

/** `allowLoopback`: GitHub runs on this machine too (a test server), so it can reach a loopback address. */
export function checkWishes(typed: Typed, { allowLoopback }: { readonly allowLoopback: boolean }): Wishes | WishFaults {
  const faults: WishFaults = {};
  const organisation = typed.owner === "organisation" ? typed.organisation : null;
  if (organisation !== null && !/^[a-z\d](?:-?[a-z\d]){0,38}$/i.test(organisation)) {
    faults.organisation = "Expected the organisation's name as in its address, for example acme";
  }
  if (typed.name.length < 1 || typed.name.length > 34) faults.name = "Expected 1 to 34 characters";
  const publicUrl = readOrigin(typed.public_url);
  if (!publicUrl) {
    faults.public_url = "Expected an address without a path, for example https://countersign.example.com";
  } else if (isLoopback(publicUrl) && !allowLoopback) {
    faults.public_url =
      "GitHub cannot reach this machine under that name. Expected an address that leads here from outside";
  }
  return Object.keys(faults).length > 0 || !publicUrl ? faults : { organisation, name: typed.name, publicUrl };
}

export function areWishes(checked: Wishes | WishFaults): checked is Wishes {
  return "publicUrl" in checked;
}

function readOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, pathname, search, hash, username, origin } = new URL(text);
  return /^https?:$/.test(protocol) && pathname === "/" && !search && !hash && !username ? origin : null;
}

export function isLoopback(address: string): boolean {
  const { hostname } = new URL(address);
  return (
    hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || hostname.startsWith("127.")
  );
}
