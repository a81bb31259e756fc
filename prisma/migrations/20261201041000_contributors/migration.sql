-- CreateTable
CREATE TABLE "contributors" (
    "repository_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "person_id" BIGINT,
    "person_login" TEXT,
    "person_type" TEXT,
    "sha" TEXT NOT NULL,
    "recorded" BIGSERIAL NOT NULL,

    CONSTRAINT "contributors_pkey" PRIMARY KEY ("repository_id", "number", "key")
);

-- CreateTable
CREATE TABLE "heads" (
    "repository_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "sha" TEXT NOT NULL,
    "read" BOOLEAN NOT NULL,
    "recorded" BIGSERIAL NOT NULL,

    CONSTRAINT "heads_pkey" PRIMARY KEY ("repository_id", "number", "sha")
);
