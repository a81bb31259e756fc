-- Sessions and submissions may come from the review page: the key says from where.
ALTER TABLE "sessions" RENAME COLUMN "comment_id" TO "source_id";
ALTER TABLE "sessions" ADD COLUMN "source_kind" TEXT NOT NULL DEFAULT 'comment';
ALTER TABLE "sessions" DROP CONSTRAINT "sessions_pkey";
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_pkey" PRIMARY KEY ("source_kind", "source_id");
ALTER TABLE "submissions" RENAME COLUMN "session_comment_id" TO "session_id";
ALTER TABLE "submissions" ADD COLUMN "session_kind" TEXT NOT NULL DEFAULT 'comment';

-- CreateTable
CREATE TABLE "sealed_reviews" (
    "source_kind" TEXT NOT NULL,
    "source_id" BIGINT NOT NULL,
    "revision" TEXT NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "reviewer_id" BIGINT,
    "reviewer_login" TEXT NOT NULL,
    "reviewer_type" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "head_sha" TEXT NOT NULL,
    "session_kind" TEXT NOT NULL,
    "session_id" BIGINT NOT NULL,
    "received_at" TEXT NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,
    "fast" BOOLEAN NOT NULL,
    "on_page_seconds" INTEGER,
    "commitment" TEXT NOT NULL,
    "box" TEXT,
    "voided_at" TEXT,
    "void_reason" TEXT,
    "revealed" JSON,
    "recorded" BIGSERIAL NOT NULL,

    CONSTRAINT "sealed_reviews_pkey" PRIMARY KEY ("source_kind","source_id","revision")
);

-- CreateTable
CREATE TABLE "seal_keys" (
    "recipient" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "seal_keys_pkey" PRIMARY KEY ("recipient")
);

-- CreateTable
CREATE TABLE "exposures" (
    "repository_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "person_key" TEXT NOT NULL,
    "person_id" BIGINT,
    "person_login" TEXT NOT NULL,
    "person_type" TEXT NOT NULL,
    "source_kind" TEXT NOT NULL,
    "source_id" BIGINT NOT NULL,
    "revision" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "recorded" BIGSERIAL NOT NULL,

    CONSTRAINT "exposures_pkey" PRIMARY KEY ("repository_id","number","fingerprint","kind","person_key","source_kind","source_id","revision")
);

-- CreateTable
CREATE TABLE "form_entries" (
    "id" BIGSERIAL NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "person_id" BIGINT NOT NULL,
    "person_login" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "on_page_seconds" INTEGER,
    "box" TEXT,
    "judged_at" TIMESTAMPTZ(3),
    "accepted" BOOLEAN,
    "answer" TEXT,

    CONSTRAINT "form_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drafts" (
    "repository_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "person_id" BIGINT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "box" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "drafts_pkey" PRIMARY KEY ("repository_id","number","person_id")
);

-- CreateTable
CREATE TABLE "posted_forms" (
    "repository_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "person_id" BIGINT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "posted_forms_pkey" PRIMARY KEY ("repository_id","number","person_id","body_hash")
);

-- CreateTable
CREATE TABLE "sign_outs" (
    "person_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_outs_pkey" PRIMARY KEY ("person_id")
);

-- CreateIndex
CREATE INDEX "sealed_reviews_repository_id_number_idx" ON "sealed_reviews"("repository_id", "number");

-- CreateIndex
CREATE INDEX "form_entries_repository_id_number_judged_at_idx" ON "form_entries"("repository_id", "number", "judged_at");
