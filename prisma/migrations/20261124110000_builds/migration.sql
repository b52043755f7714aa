-- CreateEnum
CREATE TYPE "build_status" AS ENUM ('PENDING', 'IN_PROGRESS', 'BUILT', 'COMPLETED', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "log_level" AS ENUM ('INFO', 'ERROR');

-- CreateTable
CREATE TABLE "image_build" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "artifact_id" TEXT NOT NULL,
    "status" "build_status" NOT NULL DEFAULT 'PENDING',
    "catalog_id" TEXT NOT NULL,
    "catalog_version_id" TEXT NOT NULL,
    "dockerfile" JSON NOT NULL,
    "creator_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "phases" JSON NOT NULL DEFAULT '[]',
    "step_count" INTEGER,
    "reason" TEXT,
    "failed_step" INTEGER,
    "image_uri" TEXT,
    "image_id" TEXT,
    "image_bytes" BIGINT,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "worker_id" TEXT,
    "heartbeat_at" TIMESTAMPTZ(3),
    "log_lines" INTEGER NOT NULL DEFAULT 0,
    "log_bytes" BIGINT NOT NULL DEFAULT 0,
    "first_error_line" INTEGER,

    CONSTRAINT "image_build_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "build_step" (
    "build_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "instruction" TEXT NOT NULL,
    "first_line" INTEGER NOT NULL,
    "cached" BOOLEAN NOT NULL DEFAULT false,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "build_step_pkey" PRIMARY KEY ("build_id","number")
);

-- CreateTable
CREATE TABLE "build_log_chunk" (
    "build_id" TEXT NOT NULL,
    "first_line" INTEGER NOT NULL,
    "line_count" INTEGER NOT NULL,
    "level" "log_level" NOT NULL,
    "text" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "build_log_chunk_pkey" PRIMARY KEY ("build_id","first_line")
);

-- CreateTable
CREATE TABLE "worker" (
    "id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL,
    "engine" JSON NOT NULL,

    CONSTRAINT "worker_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "image_build_artifact_id_id_idx" ON "image_build"("artifact_id", "id");

-- CreateIndex
CREATE INDEX "image_build_catalog_version_id_idx" ON "image_build"("catalog_version_id");

-- AddForeignKey
ALTER TABLE "image_build" ADD CONSTRAINT "image_build_artifact_id_fkey" FOREIGN KEY ("artifact_id") REFERENCES "artifact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "build_step" ADD CONSTRAINT "build_step_build_id_fkey" FOREIGN KEY ("build_id") REFERENCES "image_build"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "build_log_chunk" ADD CONSTRAINT "build_log_chunk_build_id_fkey" FOREIGN KEY ("build_id") REFERENCES "image_build"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The few builds that are not over, whoever's they are: what workers look for.
CREATE INDEX "image_build_unfinished_idx" ON "image_build" ("status") WHERE "finished_at" IS NULL;

-- What is searched is not packed: unpacking 80 MB took longer than looking through it.
ALTER TABLE "build_log_chunk" ALTER COLUMN "text" SET STORAGE EXTERNAL;

-- A log only grows, and a build that is over stays as it ended.
CREATE FUNCTION "keep_log_chunk"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'log chunks do not change';
END $$;
CREATE TRIGGER "log_chunk_is_kept" BEFORE UPDATE ON "build_log_chunk"
  FOR EACH ROW EXECUTE FUNCTION "keep_log_chunk"();

CREATE FUNCTION "keep_ended_build"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a build that has ended does not change';
END $$;
CREATE TRIGGER "ended_build_is_kept" BEFORE UPDATE ON "image_build"
  FOR EACH ROW WHEN (OLD."finished_at" IS NOT NULL) EXECUTE FUNCTION "keep_ended_build"();

-- Whoever follows a build is woken with the commit that writes: the worker to stop it, viewers to read on.
CREATE FUNCTION "tell_of_build"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('plimsoll_builds', NEW."id");
  RETURN NULL;
END $$;
CREATE TRIGGER "build_is_told" AFTER INSERT OR UPDATE ON "image_build"
  FOR EACH ROW EXECUTE FUNCTION "tell_of_build"();
