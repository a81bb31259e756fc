-- AlterTable
ALTER TABLE "waivers" ADD COLUMN "revision" TEXT NOT NULL DEFAULT '',
ADD COLUMN "void_reason" TEXT,
ADD COLUMN "voided_at" TEXT;

-- AlterTable
ALTER TABLE "overrides" ADD COLUMN "revision" TEXT NOT NULL DEFAULT '',
ADD COLUMN "void_reason" TEXT,
ADD COLUMN "voided_at" TEXT;

-- Which revision was judged stands beside the answer to it. One that is not found counts as edited, and so does not pass.
UPDATE "waivers" AS w SET "revision" = h."revision" FROM "handled_commands" AS h
WHERE h."source_kind" = 'comment' AND h."source_id" = w."comment_id" AND h."command" = 'waive' AND h."accepted";

UPDATE "overrides" AS o SET "revision" = h."revision" FROM "handled_commands" AS h
WHERE h."source_kind" = 'comment' AND h."source_id" = o."comment_id" AND h."command" = 'override' AND h."accepted";
