// Who is looking: the signed-in person, unless they took the App's authorization back since they signed in.
import type { Context } from "hono";
import type { SignOuts } from "../ports.js";
import type { Sessions, Viewer } from "./session.js";

export interface Viewers {
  current(context: Context): Promise<Viewer | null>;
}

/** `sessions` null: sign-in is not set up, so nobody is signed in. */
export function createViewers(sessions: Sessions | null, signOuts: SignOuts): Viewers {
  return {
    async current(context) {
      const signedIn = sessions?.signedIn(context) ?? null;
      if (signedIn === null) return null;
      const signedOut = await signOuts.lastOf(signedIn.id);
      // Of the same moment: the authorization is the later thing, as there was something to take back.
      return signedOut !== null && signedOut.getTime() >= signedIn.since
        ? null
        : { id: signedIn.id, login: signedIn.login };
    },
  };
}
