import { aGithub, aGithubApi, NOW, withoutNetwork } from "./support/github-api.js";

const SINCE = new Date(NOW.getTime() - 3_600_000);

function at(minutesAgo: number): string {
  return new Date(NOW.getTime() - minutesAgo * 60_000).toISOString();
}

function aDelivery(id: number, guid: string, minutesAgo: number, status_code = 502) {
  return { id, guid, delivered_at: at(minutesAgo), status_code, event: "pull_request" };
}

describe("asking for failed deliveries again", () => {
  withoutNetwork();
  const list = (status: "failure" | "success", deliveries: object[], more: { cursor?: string; next?: string } = {}) => {
    const cursor = more.cursor === undefined ? "" : `&cursor=${more.cursor}`;
    const link = `<https://api.github.com/app/hook/deliveries?per_page=100&cursor=${more.next}>; rel="next"`;
    const path = `/app/hook/deliveries?per_page=100&status=${status}${cursor}`;
    return aGithubApi().get(path, 200, deliveries, more.next === undefined ? {} : { link });
  };
  const attempt = (id: number | string, status = 202) =>
    aGithubApi().post(`/app/hook/deliveries/${id}/attempts`, status, {});

  it("asks once for each that has not succeeded since, by its newest attempt", async () => {
    list("failure", [aDelivery(4, "twice", 1), aDelivery(3, "mended", 5), aDelivery(2, "twice", 9, 0)]);
    list("success", [aDelivery(5, "mended", 2, 200)]);
    attempt(4);

    expect(await aGithub().deliveries.redeliverFailed(SINCE)).toBe(1);
  });

  it("leaves alone what was refused as impossible: it would be the same again", async () => {
    list("failure", [aDelivery(4, "impossible", 1, 422), aDelivery(3, "down", 5, 503)]);
    list("success", []);
    attempt(3);

    expect(await aGithub().deliveries.redeliverFailed(SINCE)).toBe(1);
  });

  it("reads page after page back to the given time", async () => {
    list("failure", [aDelivery(4, "a", 1)], { next: "n2" });
    list("failure", [aDelivery(3, "b", 30), aDelivery(2, "old", 90)], { cursor: "n2", next: "n3" });
    list("success", []);
    attempt(4);
    attempt(3);

    expect(await aGithub().deliveries.redeliverFailed(SINCE)).toBe(2);
  });

  it("does not ask again for what is under way, but does after a new failure", async () => {
    const { deliveries } = aGithub();
    list("failure", [aDelivery(1, "a", 10)]);
    list("success", []);
    attempt(1);
    expect(await deliveries.redeliverFailed(SINCE)).toBe(1);

    list("failure", [aDelivery(1, "a", 10)]);
    expect(await deliveries.redeliverFailed(SINCE)).toBe(0);

    list("failure", [aDelivery(2, "a", 1), aDelivery(1, "a", 10)]);
    list("success", []);
    attempt(2);
    expect(await deliveries.redeliverFailed(SINCE)).toBe(1);
  });

  it("goes on after one that GitHub does not keep any more", async () => {
    list("failure", [aDelivery(2, "gone", 1), aDelivery(1, "kept", 2)]);
    list("success", []);
    attempt(2, 404);
    attempt(1);

    expect(await aGithub().deliveries.redeliverFailed(SINCE)).toBe(1);
  });

  it("knows failures from successes where the server ignores the filter", async () => {
    list("failure", [aDelivery(2, "fine", 1, 200), aDelivery(1, "failed", 2)]);
    list("success", [aDelivery(2, "fine", 1, 200), aDelivery(1, "failed", 2)]);
    attempt(1);

    expect(await aGithub().deliveries.redeliverFailed(SINCE)).toBe(1);
  });

  it("keeps ids that are longer than a number can hold", async () => {
    const text = `[{"id":104870220041781249,"guid":"a","delivered_at":"${at(1)}","status_code":500}]`;
    aGithubApi().get("/app/hook/deliveries?per_page=100&status=failure", 200, text, {
      "content-type": "application/json",
    });
    list("success", []);
    attempt("104870220041781249");

    expect(await aGithub().deliveries.redeliverFailed(SINCE)).toBe(1);
  });
});
