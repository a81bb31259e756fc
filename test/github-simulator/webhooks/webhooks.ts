// Sends webhooks as GitHub does: signed, at once, in no guaranteed order, never retried, each one logged.
import { createHmac, randomUUID } from "node:crypto";
import { iso, nodeId, renderAccount, renderOrganization } from "../render/primitives.js";
import { renderRepository } from "../render/repository.js";
import type { Installation } from "../world/model.js";
import { type EmittedEvent, installationCovers, type World } from "../world/world.js";

export interface Delivery {
  readonly id: number;
  /** Kept when the delivery is sent again. */
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly redelivery: boolean;
  readonly createdAtMs: number;
  deliveredAtMs: number | null;
  durationSeconds: number;
  statusCode: number;
  status: string;
  response: { headers: Record<string, string>; payload: string };
}

/** Sent to every App, subscribed or not. */
const UNCONDITIONAL = new Set(["installation", "installation_repositories", "github_app_authorization"]);
/** Sent to every App that may read checks. */
const CHECK_EVENTS = new Set(["check_run", "check_suite"]);
const OWN_CHECK_ACTIONS = new Set(["rerequested", "requested_action", "requested"]);
const MAX_PAYLOAD_BYTES = 25 * 1024 * 1024;

export class Webhooks {
  readonly #world: World;
  /** Every delivery that was made or tried, oldest first. */
  readonly deliveries: Delivery[] = [];
  url: string | null;
  #held: Delivery[] | null = null;
  #drop = 0;
  #copies = 0;
  readonly #inFlight = new Set<Promise<void>>();

  constructor(world: World) {
    this.#world = world;
    this.url = world.options.app.webhookUrl;
  }

  /** Holds deliveries back until `release`. */
  pause(): void {
    this.#held ??= [];
  }

  /** Sends what was held, one after another in the given order, and stops holding. */
  release(options: { readonly order?: "sent" | "reversed" | ((held: Delivery[]) => Delivery[]) } = {}): void {
    const held = this.#held ?? [];
    this.#held = null;
    const order = options.order ?? "sent";
    const sorted = typeof order === "function" ? order(held) : order === "reversed" ? held.reverse() : held;
    let previous: Promise<void> = Promise.resolve();
    for (const delivery of sorted) {
      previous = previous.then(() => this.#post(delivery));
    }
    this.#track(previous);
  }

  get held(): readonly Delivery[] {
    return this.#held ?? [];
  }

  /** The next deliveries are lost on the way: neither sent nor logged. */
  dropNext(count: number): void {
    this.#drop += count;
  }

  /** Each of the next deliveries arrives twice, with one GUID. */
  duplicateNext(count: number): void {
    this.#copies += count;
  }

  /** Sends a delivery again, with its GUID. */
  redeliver(delivery: Delivery): Delivery {
    const copy = this.#log({ ...delivery, redelivery: true });
    this.#send(copy);
    return copy;
  }

  /** Waits until every delivery that was sent has been answered, those that the answers caused too. */
  async settled(): Promise<void> {
    while (this.#inFlight.size > 0) await Promise.all(this.#inFlight);
  }

  emit(event: EmittedEvent): void {
    const { event: name, payload, repo } = event;
    const installation = this.#receiver(event);
    if (!installation && !isOfPerson(event)) return;
    if (this.#drop > 0) {
      this.#drop--;
      return;
    }
    const action = typeof payload.action === "string" ? payload.action : null;
    const body = JSON.stringify(installation ? this.#complete(event, installation) : this.#ofPerson(event));
    if (Buffer.byteLength(body) > MAX_PAYLOAD_BYTES) return;
    const guid = randomUUID();
    const delivery = this.#log({
      guid,
      event: name,
      action,
      installationId: installation?.id ?? null,
      repositoryId: repo?.id ?? null,
      body,
      headers: this.#headers({ guid, name, body }),
      redelivery: false,
    });
    this.#send(delivery);
    if (this.#copies > 0) {
      this.#copies--;
      this.#send(delivery);
    }
  }

  #receiver(event: EmittedEvent): Installation | undefined {
    const { app } = this.#world.options;
    const installations = [...this.#world.installations.values()];
    const { repo } = event;
    const installation = installations.find((one) =>
      repo ? installationCovers(one, repo) : one.account === event.account,
    );
    if (UNCONDITIONAL.has(event.event)) return installation;
    if (!installation || installation.suspendedAtMs !== null) return undefined;
    if (CHECK_EVENTS.has(event.event)) {
      return this.#mayHearCheck(event, installation) ? installation : undefined;
    }
    return app.events.includes(event.event) ? installation : undefined;
  }

  // A request to run again, and a pressed button, go to the owning App alone.
  #mayHearCheck(event: EmittedEvent, installation: Installation): boolean {
    if (!installation.permissions.checks) return false;
    const { action, check_run, check_suite } = event.payload as Record<string, { app?: { id: number } } & string>;
    if (!OWN_CHECK_ACTIONS.has(action ?? "")) return true;
    return (check_run ?? check_suite)?.app?.id === this.#world.ownApp.id;
  }

  #complete(event: EmittedEvent, installation: Installation): Record<string, unknown> {
    const world = this.#world;
    const { repo, payload, sender } = event;
    const isOrganization = installation.account.type === "Organization";
    return {
      ...payload,
      ...(repo ? { repository: renderRepository(world, repo) } : {}),
      ...(isOrganization ? { organization: renderOrganization(world, installation.account) } : {}),
      sender: renderAccount(world, sender),
      installation: payload.installation ?? {
        id: installation.id,
        node_id: nodeId("Installation", installation.id),
      },
    };
  }

  #ofPerson({ payload, sender }: EmittedEvent): Record<string, unknown> {
    return { ...payload, sender: renderAccount(this.#world, sender) };
  }

  #headers(own: { readonly guid: string; readonly name: string; readonly body: string }): Record<string, string> {
    const { app } = this.#world.options;
    const hmac = (algorithm: string) => createHmac(algorithm, app.webhookSecret).update(own.body).digest("hex");
    return {
      Accept: "*/*",
      "Content-Type": "application/json",
      "User-Agent": "GitHub-Hookshot/0000000",
      "X-GitHub-Delivery": own.guid,
      "X-GitHub-Event": own.name,
      "X-GitHub-Hook-ID": String(app.id),
      "X-GitHub-Hook-Installation-Target-ID": String(app.id),
      "X-GitHub-Hook-Installation-Target-Type": "integration",
      "X-Hub-Signature": `sha1=${hmac("sha1")}`,
      "X-Hub-Signature-256": `sha256=${hmac("sha256")}`,
    };
  }

  #log(
    given: Omit<
      Delivery,
      "id" | "createdAtMs" | "deliveredAtMs" | "durationSeconds" | "statusCode" | "status" | "response"
    >,
  ): Delivery {
    const delivery: Delivery = {
      ...given,
      id: this.#world.nextId("check"),
      createdAtMs: this.#world.now(),
      deliveredAtMs: null,
      durationSeconds: 0,
      statusCode: 0,
      status: "pending",
      response: { headers: {}, payload: "" },
    };
    this.deliveries.push(delivery);
    return delivery;
  }

  #send(delivery: Delivery): void {
    if (this.#held) this.#held.push(delivery);
    else this.#track(this.#post(delivery));
  }

  #track(sending: Promise<void>): void {
    const tracked = sending.finally(() => this.#inFlight.delete(tracked));
    this.#inFlight.add(tracked);
  }

  async #post(delivery: Delivery): Promise<void> {
    const startedAtMs = performance.now();
    try {
      if (!this.url) throw new Error("no webhook URL");
      const signal = AbortSignal.timeout(this.#world.limits.webhookTimeoutMs);
      const answer = await fetch(this.url, { method: "POST", headers: delivery.headers, body: delivery.body, signal });
      delivery.response = { headers: Object.fromEntries(answer.headers), payload: await answer.text() };
      delivery.statusCode = answer.status;
      delivery.status = answer.ok ? "OK" : `Invalid HTTP Response: ${answer.status}`;
    } catch (error) {
      const isTimeout = error instanceof Error && error.name === "TimeoutError";
      delivery.statusCode = isTimeout ? 504 : 502;
      delivery.status = isTimeout ? "timed out" : "failed to connect to host";
    }
    delivery.deliveredAtMs = this.#world.now();
    delivery.durationSeconds = Math.round(performance.now() - startedAtMs) / 1000;
  }
}

export function renderDelivery(delivery: Delivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: iso(delivery.deliveredAtMs ?? delivery.createdAtMs),
    redelivery: delivery.redelivery,
    duration: delivery.durationSeconds,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

/** Belongs to no installation. */
function isOfPerson({ event }: EmittedEvent): boolean {
  return event === "github_app_authorization";
}
