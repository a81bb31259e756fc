// Who is looking: the person who signed in, until they sign out or take the App's authorization back, on whatever replica.
import type { Context } from "hono";
import type { SignOuts } from "../ports.js";
import type { Sessions, SignedIn, Viewer } from "./session.js";

export interface Viewers {
  current(context: Context): Promise<Viewer | null>;
  signIn(context: Context, viewer: Viewer): Promise<void>;
  /**
   * Ends all sessions of the person whose session this is, and forgets the cookie. INVARIANT: a session that is over ends no
   * other, so a cookie that was stolen and is dead cannot keep its person out.
   */
  signOut(context: Context): Promise<void>;
}

export function createViewers(sessions: Sessions, signOuts: SignOuts): Viewers {
  const alive = async (context: Context): Promise<SignedIn | null> => {
    const signedIn = sessions.signedIn(context);
    if (signedIn === null) return null;
    const signedOut = await signOuts.lastOf(signedIn.id);
    // Of the same moment: the end is the later thing, as there was something to end.
    return signedOut !== null && signedOut.getTime() >= signedIn.since ? null : signedIn;
  };
  return {
    async current(context) {
      const signedIn = await alive(context);
      return signedIn && { id: signedIn.id, login: signedIn.login };
    },
    async signIn(context, viewer) {
      sessions.signIn(context, { ...viewer, since: (await signOuts.now()).getTime() });
    },
    async signOut(context) {
      const signedIn = await alive(context);
      if (signedIn !== null) await signOuts.signOut(signedIn.id, new Date(signedIn.since));
      // Last: whoever could not be signed out is still signed in, and sees that.
      sessions.signOut(context);
    },
  };
}
