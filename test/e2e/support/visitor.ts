// Somebody with a browser and no script: signs in, loads pages, sends forms, and follows where the answers lead.
import type { Scene } from "./scene.js";

export interface Visited {
  readonly status: number;
  readonly path: string;
  readonly text: string;
}

export interface Visitor {
  signIn(): Promise<void>;
  get(path: string): Promise<Visited>;
  /** Sends the form of the page at `path` with its hidden fields, `fields` and the pressed button. */
  press(path: string, action: string, fields?: Fields): Promise<Visited>;
  /** Sends exactly this. */
  post(path: string, fields: Fields, headers?: Record<string, string>): Promise<Visited>;
}

export type Fields = Record<string, string | readonly string[]>;

const MAX_HOPS = 8;

export function visitor({ app, github }: Scene, login: string): Visitor {
  const cookies = new Map<string, string>();
  const ask = async (url: URL, init: RequestInit): Promise<Response> => {
    const own = url.origin === app.url;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...(own ? { cookie } : {}), ...(init.headers as Record<string, string>) };
    github.signInAs(login);
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of own ? response.headers.getSetCookie() : []) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const go = async (path: string, init: RequestInit): Promise<Visited> => {
    let url = new URL(path, app.url);
    let response = await ask(url, init);
    for (let hops = 0; hops < MAX_HOPS && response.headers.has("location"); hops += 1) {
      url = new URL(response.headers.get("location") ?? "", url);
      response = await ask(url, {});
    }
    return { status: response.status, path: `${url.pathname}${url.search}`, text: await response.text() };
  };
  const get = (path: string) => go(path, {});
  const post: Visitor["post"] = (path, fields, headers = {}) => {
    const body = new URLSearchParams();
    for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) body.append(name, value);
    return go(path, { method: "POST", body, headers: { origin: app.url, ...headers } });
  };
  return {
    get,
    post,
    signIn: async () => void (await get("/login")),
    async press(path, action, fields = {}) {
      const { text } = await get(path);
      return post(path, { ...hiddenFields(text), ...fields, action });
    },
  };
}

function hiddenFields(page: string): Fields {
  const found = page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g);
  return Object.fromEntries([...found].map(([, name = "", value = ""]) => [name, value]));
}
