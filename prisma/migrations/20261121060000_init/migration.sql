-- CreateTable
CREATE TABLE "deliveries" (
    "id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "action" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "work" (
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "installation_id" BIGINT,
    "item" JSON NOT NULL,
    "wanted" BIGINT NOT NULL,
    "claimed" BIGINT,
    "run_at" TIMESTAMPTZ(3) NOT NULL,
    "rank_at" TIMESTAMPTZ(3) NOT NULL,
    "first_wanted_at" TIMESTAMPTZ(3) NOT NULL,
    "not_before" TIMESTAMPTZ(3),
    "lease_token" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error_code" TEXT,

    CONSTRAINT "work_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "pushes" (
    "id" BIGSERIAL NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "head_sha" TEXT NOT NULL,
    "sender_id" BIGINT,
    "sender_login" TEXT NOT NULL,
    "sender_type" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pushes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pulls" (
    "repository_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "installation_id" BIGINT NOT NULL,
    "owner" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "base_ref" TEXT,
    "head_sha" TEXT,
    "open" BOOLEAN NOT NULL,
    "agent_seen" JSON,
    "decision" JSON,
    "decided_at" TIMESTAMPTZ(3),
    "published" JSON,

    CONSTRAINT "pulls_pkey" PRIMARY KEY ("repository_id","number")
);

-- CreateTable
CREATE TABLE "sessions" (
    "comment_id" BIGINT NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "reviewer_id" BIGINT,
    "reviewer_login" TEXT NOT NULL,
    "reviewer_type" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "head_sha" TEXT NOT NULL,
    "started_at" TEXT NOT NULL,
    "expires_at" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "recorded" BIGSERIAL NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("comment_id")
);

-- CreateTable
CREATE TABLE "submissions" (
    "source_kind" TEXT NOT NULL,
    "source_id" BIGINT NOT NULL,
    "revision" TEXT NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "reviewer_id" BIGINT,
    "reviewer_login" TEXT NOT NULL,
    "reviewer_type" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "answers" JSON NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "head_sha" TEXT NOT NULL,
    "session_comment_id" BIGINT NOT NULL,
    "submitted_at" TEXT NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,
    "fast" BOOLEAN NOT NULL,
    "voided_at" TEXT,
    "void_reason" TEXT,
    "recorded" BIGSERIAL NOT NULL,

    CONSTRAINT "submissions_pkey" PRIMARY KEY ("source_kind","source_id","revision")
);

-- CreateTable
CREATE TABLE "waivers" (
    "comment_id" BIGINT NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "requirement" TEXT NOT NULL,
    "subject" TEXT,
    "reason" TEXT NOT NULL,
    "by_id" BIGINT,
    "by_login" TEXT NOT NULL,
    "by_type" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "recorded" BIGSERIAL NOT NULL,

    CONSTRAINT "waivers_pkey" PRIMARY KEY ("comment_id")
);

-- CreateTable
CREATE TABLE "overrides" (
    "comment_id" BIGINT NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "by_id" BIGINT,
    "by_login" TEXT NOT NULL,
    "by_type" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "head_sha" TEXT NOT NULL,
    "recorded" BIGSERIAL NOT NULL,

    CONSTRAINT "overrides_pkey" PRIMARY KEY ("comment_id")
);

-- CreateTable
CREATE TABLE "handled_commands" (
    "source_kind" TEXT NOT NULL,
    "source_id" BIGINT NOT NULL,
    "revision" TEXT NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "command" TEXT NOT NULL,
    "accepted" BOOLEAN NOT NULL,
    "recorded" BIGSERIAL NOT NULL,

    CONSTRAINT "handled_commands_pkey" PRIMARY KEY ("source_kind","source_id","revision")
);

-- CreateTable
CREATE TABLE "outbox" (
    "repository_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "effect" JSON,
    "sent_at" TIMESTAMPTZ(3),
    "recorded" BIGSERIAL NOT NULL,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("repository_id","number","key")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "installation_id" BIGINT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "pull_number" INTEGER,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("installation_id","sequence")
);

-- CreateIndex
CREATE INDEX "deliveries_received_at_idx" ON "deliveries"("received_at");

-- CreateIndex
CREATE INDEX "work_rank_at_key_idx" ON "work"("rank_at", "key");

-- CreateIndex
CREATE INDEX "work_lease_token_idx" ON "work"("lease_token");

-- CreateIndex
CREATE UNIQUE INDEX "pushes_repository_id_number_head_sha_sender_login_key" ON "pushes"("repository_id", "number", "head_sha", "sender_login");

-- CreateIndex
CREATE INDEX "pulls_repository_id_head_sha_idx" ON "pulls"("repository_id", "head_sha");

-- CreateIndex
CREATE INDEX "pulls_open_repository_id_idx" ON "pulls"("open", "repository_id");

-- CreateIndex
CREATE INDEX "sessions_repository_id_number_idx" ON "sessions"("repository_id", "number");

-- CreateIndex
CREATE INDEX "submissions_repository_id_number_idx" ON "submissions"("repository_id", "number");

-- CreateIndex
CREATE INDEX "waivers_repository_id_number_idx" ON "waivers"("repository_id", "number");

-- CreateIndex
CREATE INDEX "overrides_repository_id_number_idx" ON "overrides"("repository_id", "number");

-- CreateIndex
CREATE INDEX "handled_commands_repository_id_number_idx" ON "handled_commands"("repository_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entries_hash_key" ON "audit_entries"("hash");

-- CreateIndex
CREATE INDEX "audit_entries_installation_id_repository_id_pull_number_seq_idx" ON "audit_entries"("installation_id", "repository_id", "pull_number", "sequence");

-- By hand: web pages find a pull request by its repository's name, in any case.
CREATE INDEX "pulls_lower_name_idx" ON "pulls"(lower("owner"), lower("name"), "number");

-- By hand: the audit chain is append-only. The chain's hashes would show a change; this keeps a mistake from making one.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_entries is append-only: % is refused', TG_OP USING ERRCODE = 'restrict_violation';
END;
$$;

CREATE TRIGGER "audit_entries_append_only"
    BEFORE UPDATE OR DELETE ON "audit_entries"
    FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();

CREATE TRIGGER "audit_entries_no_truncate"
    BEFORE TRUNCATE ON "audit_entries"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
