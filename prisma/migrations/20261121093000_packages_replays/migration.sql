-- CreateTable
CREATE TABLE "package_answers" (
    "key" TEXT NOT NULL,
    "answer" JSON NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "package_answers_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "replays" (
    "repository_id" BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    "report" JSON,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "replays_pkey" PRIMARY KEY ("repository_id","key")
);

-- CreateIndex
CREATE INDEX "package_answers_asked_at_idx" ON "package_answers"("asked_at");

-- CreateIndex
CREATE INDEX "replays_made_at_idx" ON "replays"("made_at");
