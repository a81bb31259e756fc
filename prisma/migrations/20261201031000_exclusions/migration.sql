-- CreateTable
CREATE TABLE "exclusions" (
    "comment_id" BIGINT NOT NULL,
    "revision" TEXT NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "person_id" BIGINT,
    "person_login" TEXT NOT NULL,
    "person_type" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "by_id" BIGINT,
    "by_login" TEXT NOT NULL,
    "by_type" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "voided_at" TEXT,
    "void_reason" TEXT,
    "recorded" BIGSERIAL NOT NULL,

    CONSTRAINT "exclusions_pkey" PRIMARY KEY ("comment_id")
);

-- CreateIndex
CREATE INDEX "exclusions_repository_id_number_idx" ON "exclusions"("repository_id", "number");
