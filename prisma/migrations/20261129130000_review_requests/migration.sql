-- AlterTable
ALTER TABLE "pulls" ADD COLUMN "counted_lines" INTEGER;

-- CreateTable
CREATE TABLE "review_requests" (
    "repository_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "roll" INTEGER NOT NULL,
    "seat" INTEGER NOT NULL,
    "tier" TEXT NOT NULL,
    "person_id" BIGINT,
    "person_login" TEXT,
    "person_type" TEXT,
    "asked_at" TEXT NOT NULL,
    "why" JSON NOT NULL,
    "ended_at" TEXT,
    "ended_how" TEXT,
    "outcome" TEXT,
    "recorded" BIGSERIAL NOT NULL,

    CONSTRAINT "review_requests_pkey" PRIMARY KEY ("repository_id","number","fingerprint","roll")
);

-- CreateTable
CREATE TABLE "absences" (
    "installation_id" BIGINT NOT NULL,
    "account_id" BIGINT NOT NULL,
    "login" TEXT NOT NULL,
    "said_at" TEXT NOT NULL,
    "until" TEXT NOT NULL,

    CONSTRAINT "absences_pkey" PRIMARY KEY ("installation_id","account_id")
);

-- CreateIndex
CREATE INDEX "review_requests_person_id_idx" ON "review_requests"("person_id");

-- CreateIndex
CREATE INDEX "sessions_reviewer_id_idx" ON "sessions"("reviewer_id");

-- CreateIndex
CREATE INDEX "submissions_reviewer_id_idx" ON "submissions"("reviewer_id");

-- CreateIndex
CREATE INDEX "sealed_reviews_reviewer_id_idx" ON "sealed_reviews"("reviewer_id");
