// Reviews on the page, without a script: sealed into a panel, or posted as a comment in the reviewer's name.
import type { Pull } from "../github-simulator/index.js";
import { makeBundles } from "../support/browser-bundles.js";
import { agentChangesLogin, FIRST_FORM, LOGIN, SECOND_FORM, sealsReview } from "./support/panel.js";
import { type Scene, startScene } from "./support/scene.js";
import { agentOpens, ciPasses } from "./support/stories.js";
import { type Fields, type Visitor, visitor } from "./support/visitor.js";

let scene: Scene;

beforeAll(async () => {
  makeBundles();
  scene = await startScene({ web: true });
});

beforeEach(() => scene.buildShop({ "src/auth/login.ts": LOGIN }));

afterEach(() => {
  expect(scene.github.violations).toEqual([]);
  expect(scene.github.unmatched).toEqual([]);
});

afterAll(() => scene.close());

const FIRST: Fields = {
  verdict: "approve",
  intent: "An empty stored hash no longer signs anybody in, which the verify function let through.",
  testEvidence: ["acceptanceCriteria", "ownTests"],
  tests: "I ran the sign-in suite and tried login() with an empty hash in a console: false.",
  edgeCases: "- a hash of blanks still reaches verify(), which refuses it",
  risks: "- accounts that were imported without a hash cannot sign in until they reset, support knows",
};

const THIRD: Fields = {
  verdict: "approve",
  intent: "Carts above one hundred get ten percent off, as the product owner asked for in the linked issue.",
  testEvidence: ["ownTests"],
  tests: "Ran the cart suite and added a case for exactly one hundred, which stays undiscounted.",
  edgeCases: "- a total of exactly 100 in cartTotal keeps its full price, which the issue wants",
  risks: "- floating point: 0.9 times a price may carry a rounding error of a cent into the invoice",
};

function pathOf(pull: Pull): string {
  return `/review/${pull.repo.owner.login}/${pull.repo.name}/${pull.number}`;
}

async function signedIn(login: string): Promise<Visitor> {
  const person = visitor(scene, login);
  await person.signIn();
  return person;
}

/** Presses start and waits as long as asked. */
async function begins(person: Visitor, pull: Pull): Promise<void> {
  const started = await person.press(pathOf(pull), "start");
  expect(started.text).toContain("Your review");
  await scene.settle();
  scene.advance(120);
}

describe("a sealed review on the page", () => {
  it("is opened together with one that was sealed in a comment", async () => {
    const pull = await agentChangesLogin(scene);
    const robin = await signedIn("robin");
    await begins(robin, pull);

    const done = await robin.press(pathOf(pull), "submit", FIRST);

    await scene.settle();
    expect(done.status).toBe(200);
    expect(done.text).toContain("Your review is sealed");
    expect(scene.check(pull).title).toBe("High-stakes · 1 of 2 blind reviews received");
    expect(scene.replies(pull).at(-1)).toMatch(/^Sealed review received \(1 of 2\)\. Commitment sha256:[0-9a-f]{64}$/m);
    expect(scene.replies(pull).join()).not.toContain("empty stored hash");

    await sealsReview(scene, pull, "sam", { form: SECOND_FORM });

    expect(scene.check(pull).conclusion).toBe("success");
    expect(scene.replies(pull).at(-1)).toContain("An empty stored hash no longer signs anybody in");
    const after = await (await signedIn("sam")).get(pathOf(pull));
    expect(after.text).toContain("The two blind reviews");
    expect(after.text).toContain("An empty stored hash no longer signs anybody in");
  });

  it("shows nobody else what the first person submitted, or has typed", async () => {
    const pull = await agentChangesLogin(scene);
    const [robin, sam] = [await signedIn("robin"), await signedIn("sam")];
    await begins(robin, pull);
    await robin.press(pathOf(pull), "draft", { ...FIRST, intent: "SESAME draft of robin" });
    expect((await robin.get(pathOf(pull))).text).toContain("SESAME draft of robin");
    expect((await sam.get(pathOf(pull))).text).not.toContain("SESAME");

    await robin.press(pathOf(pull), "submit", FIRST);
    await scene.settle();

    for (const path of [
      pathOf(pull),
      pathOf(pull).replace("review", "pulls"),
      pathOf(pull).replace("review", "api/v1/pulls"),
    ]) {
      const { text } = await sam.get(path);
      expect(text).not.toContain("empty stored hash");
      expect(text).not.toContain("support knows");
    }
    // The reviewer's own draft is gone with the submission.
    expect((await robin.get(pathOf(pull))).text).not.toContain("SESAME");
  });

  it("says every fault at once and keeps what was typed", async () => {
    const pull = await agentChangesLogin(scene);
    const robin = await signedIn("robin");
    await begins(robin, pull);

    const refused = await robin.press(pathOf(pull), "submit", { ...FIRST, verdict: [], intent: "LGTM", risks: "none" });

    expect(refused.status).toBe(422);
    expect(refused.text).toContain("This review is not submitted yet");
    expect(refused.text).toContain("Choose whether you approve or refuse");
    expect(refused.text).toMatch(/<a href="#intent">Intent<\/a>: expected something about this change/);
    expect(refused.text).toMatch(/<a href="#risks">Risks<\/a>/);
    expect(refused.text).toContain("with an empty hash in a console: false.</textarea>");
    await scene.settle();
    expect(scene.check(pull).title).toBe("High-stakes · 0 of 2 blind reviews received");
    expect((await robin.get(pathOf(pull))).text).toContain(">\nLGTM</textarea>");
  });

  it("is refused before its time, and about an earlier version", async () => {
    const pull = await agentChangesLogin(scene);
    const robin = await signedIn("robin");
    await robin.press(pathOf(pull), "start");

    const early = await robin.press(pathOf(pull), "submit", FIRST);

    expect(early.status).toBe(422);
    expect(early.text).toMatch(/at least 90 seconds|90 seconds|1 minute 30 seconds/);
    scene.advance(120);
    const page = await robin.get(pathOf(pull));
    const token = /name="token" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
    const other = await robin.post(pathOf(pull), { ...FIRST, token, fingerprint: "0".repeat(64), action: "submit" });
    expect(other.status).toBe(422);
    expect(other.text).toContain("something was pushed since");
  });

  it("gives somebody who set the agent to work no form, and says why", async () => {
    const pull = await agentChangesLogin(scene);
    const alice = await signedIn("alice");

    const { text } = await alice.get(pathOf(pull));

    expect(text).toContain("A review by alice cannot count here");
    expect(text).not.toContain("Start reviewing");
    const { text: after } = await alice.press(pathOf(pull), "start", { token: "" });
    expect(after).toContain("another account");
  });

  it("leads the second person through the change in another order", async () => {
    const files = Object.fromEntries(
      ["a", "b", "c", "d", "e"].map((name) => [`src/auth/${name}.ts`, `export const ${name} = verify(password);\n`]),
    );
    const pull = await agentChangesLogin(scene, { files });
    const [robin, sam] = [await signedIn("robin"), await signedIn("sam")];
    await begins(robin, pull);
    await begins(sam, pull);
    const orderOf = ({ text }: { text: string }) =>
      [...text.matchAll(/<h4 id="file-\w+"><code>([^<]+)/g)].map(([, path]) => path);

    const [first, second] = [orderOf(await robin.get(pathOf(pull))), orderOf(await sam.get(pathOf(pull)))];

    expect(first).toHaveLength(5);
    expect(second).not.toEqual(first);
    expect([...second].sort()).toEqual([...first].sort());
  });
});

describe("a review of a behavior-changing change on the page", () => {
  it("is posted as a comment in the reviewer's name and counts", async () => {
    const pull = await agentOpens(scene);
    ciPasses(scene, pull);
    await scene.settle();
    const robin = await signedIn("robin");
    await begins(robin, pull);

    const done = await robin.press(pathOf(pull), "submit", THIRD);

    await scene.settle();
    expect(done.path).toBe(`${pathOf(pull)}?done=posted`);
    expect(done.text).toContain("Your review is on GitHub");
    const posted = pull.comments.filter(({ author }) => author?.login === "robin");
    expect(posted.map(({ body }) => body.slice(0, 22))).toEqual(["/countersign approve\n\n"]);
    expect(posted[0]?.body).toContain("Carts above one hundred get ten percent off");
    expect(scene.check(pull).conclusion).toBe("success");
  });

  it("keeps the draft when GitHub does not take the comment", async () => {
    const pull = await agentOpens(scene);
    await scene.settle();
    const robin = await signedIn("robin");
    await begins(robin, pull);
    scene.github.fail({ method: "POST", path: /\/issues\/\d+\/comments$/, status: 403, times: 1 });

    const done = await robin.press(pathOf(pull), "submit", THIRD);

    expect(done.path).toBe(`${pathOf(pull)}?done=post-refused`);
    expect(done.text).toContain("nothing was submitted");
    expect(done.text).toContain("Carts above one hundred get ten percent off");
    expect(pull.comments.filter(({ author }) => author?.login === "robin")).toEqual([]);
  });

  it("does not take another text that an App posts in somebody's name", async () => {
    const pull = await agentOpens(scene);
    ciPasses(scene, pull);
    await scene.settle();
    const robin = await signedIn("robin");
    await begins(robin, pull);
    const body = `/countersign approve\n\n${FIRST_FORM}`;
    await fetch(`${scene.github.url}/api/v3/repos/${pull.repo.owner.login}/shop/issues/${pull.number}/comments`, {
      method: "POST",
      headers: { authorization: `Bearer ${scene.github.userToken("robin")}`, "content-type": "application/json" },
      body: JSON.stringify({ body }),
    });

    await scene.settle();

    expect(scene.check(pull).conclusion).toBeNull();
  });
});

describe("who may open the page", () => {
  it("asks to sign in, and shows a private pull request to nobody without access, in the words of one that is not there", async () => {
    await scene.buildShop({ "src/auth/login.ts": LOGIN }, { private: true });
    const pull = await agentChangesLogin(scene);
    expect((await visitor(scene, "robin").get(pathOf(pull))).status).toBe(401);
    scene.github.createUser("stranger");
    const stranger = await signedIn("stranger");

    const [own, none] = [await stranger.get(pathOf(pull)), await stranger.get("/review/nobody/nothing/7")];

    expect(own.status).toBe(404);
    expect(own.text).toBe(none.text);
  });

  it("ends a session whose person took the authorization back", async () => {
    const pull = await agentChangesLogin(scene);
    const robin = await signedIn("robin");
    expect((await robin.get(pathOf(pull))).status).toBe(200);

    scene.github.revokeAuthorization("robin");
    await scene.settle();

    expect((await robin.get(pathOf(pull))).status).toBe(401);
    await robin.signIn();
    expect((await robin.get(pathOf(pull))).status).toBe(200);
  });

  it("ends all of a person's sessions when they sign out, and nobody else's", async () => {
    const pull = await agentChangesLogin(scene);
    const [robin, elsewhere, sam] = [await signedIn("robin"), await signedIn("robin"), await signedIn("sam")];

    await robin.post("/logout", {});

    expect((await robin.get(pathOf(pull))).status).toBe(401);
    expect((await elsewhere.get(pathOf(pull))).status).toBe(401);
    expect((await sam.get(pathOf(pull))).status).toBe(200);
    await robin.signIn();
    expect((await robin.get(pathOf(pull))).status).toBe(200);
  });

  it("takes no form from another site, for another account, or after the session; and gives the text back", async () => {
    const pull = await agentChangesLogin(scene);
    const robin = await signedIn("robin");
    await begins(robin, pull);
    const page = await robin.get(pathOf(pull));
    const token = /name="token" value="([^"]+)"/.exec(page.text)?.[1] ?? "";

    const foreign = await robin.post(
      pathOf(pull),
      { ...FIRST, token, action: "draft" },
      { origin: "https://evil.example" },
    );
    expect(foreign.status).toBe(403);
    const sam = await signedIn("sam");
    const others = await sam.post(pathOf(pull), { ...FIRST, token, action: "submit" });
    expect(others.status).toBe(403);
    expect(others.text).toContain("An empty stored hash no longer signs anybody in");
    const nobody = await visitor(scene, "robin").post(pathOf(pull), { ...FIRST, token, action: "submit" });
    expect(nobody.status).toBe(401);
    expect(nobody.text).toContain("Here is what you typed");
    expect((await sam.get(pathOf(pull))).text).not.toContain("An empty stored hash");
  });
});
