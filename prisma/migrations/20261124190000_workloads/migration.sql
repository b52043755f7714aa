-- CreateEnum
CREATE TYPE "importance" AS ENUM ('low', 'moderate', 'high', 'critical');

-- CreateEnum
CREATE TYPE "run_status" AS ENUM ('unknown', 'submitted', 'initializing', 'provisioning', 'launching', 'running', 'warming', 'draining', 'restarting', 'suspended', 'interrupted', 'stopping', 'stopped', 'errored', 'terminated');

-- CreateEnum
CREATE TYPE "workload_goal" AS ENUM ('running', 'stopped');

-- CreateEnum
CREATE TYPE "proton_role" AS ENUM ('active', 'candidate');

-- CreateEnum
CREATE TYPE "proton_goal" AS ENUM ('run', 'drain', 'stop');

-- CreateEnum
CREATE TYPE "replacement_kind" AS ENUM ('creation', 'replacement', 'settings', 'promotion');

-- CreateEnum
CREATE TYPE "replacement_status" AS ENUM ('submitted', 'initializing', 'staged', 'promoting', 'finalizing', 'completed', 'errored', 'canceling', 'canceled');

-- AlterTable
ALTER TABLE "tag" ADD COLUMN     "workload_id" TEXT;

-- AlterTable
ALTER TABLE "grant" ADD COLUMN     "workload_id" TEXT;

-- CreateTable
CREATE TABLE "workload" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "importance" "importance" NOT NULL DEFAULT 'low',
    "artifact_id" TEXT NOT NULL,
    "active_proton_id" TEXT,
    "goal" "workload_goal" NOT NULL DEFAULT 'running',
    "status" "run_status" NOT NULL DEFAULT 'submitted',
    "status_reason" TEXT,
    "creator_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "stats_since" TIMESTAMPTZ(3) NOT NULL,
    "woken_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "workload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proton" (
    "id" TEXT NOT NULL,
    "workload_id" TEXT NOT NULL,
    "artifact_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "role" "proton_role",
    "goal" "proton_goal" NOT NULL DEFAULT 'run',
    "status" "run_status" NOT NULL DEFAULT 'submitted',
    "status_reason" TEXT,
    "spec" JSON NOT NULL,
    "images" JSON NOT NULL,
    "runtime" JSON NOT NULL,
    "scale" JSON NOT NULL DEFAULT '{}',
    "creator_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "running_since" TIMESTAMPTZ(3),
    "draining_since" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "proton_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "replica" (
    "id" TEXT NOT NULL,
    "workload_id" TEXT NOT NULL,
    "proton_id" TEXT NOT NULL,
    "group_name" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "goal" "proton_goal" NOT NULL DEFAULT 'run',
    "address" TEXT,
    "ready" BOOLEAN NOT NULL DEFAULT false,
    "state" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "goal_since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "replica_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "replacement" (
    "id" TEXT NOT NULL,
    "workload_id" TEXT NOT NULL,
    "kind" "replacement_kind" NOT NULL,
    "status" "replacement_status" NOT NULL DEFAULT 'submitted',
    "message" TEXT,
    "candidate_artifact_id" TEXT NOT NULL,
    "candidate_proton_id" TEXT NOT NULL,
    "previous_artifact_id" TEXT,
    "previous_proton_id" TEXT,
    "warmup_minutes" INTEGER NOT NULL DEFAULT 0,
    "keep_old_minutes" INTEGER NOT NULL DEFAULT 0,
    "runtime" JSON NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ready_at" TIMESTAMPTZ(3),
    "switched_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),

    CONSTRAINT "replacement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workload_event" (
    "id" TEXT NOT NULL,
    "workload_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "event_type" TEXT NOT NULL,
    "actor_id" TEXT,
    "details" JSON NOT NULL,

    CONSTRAINT "workload_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workload_log_line" (
    "workload_id" TEXT NOT NULL,
    "number" BIGSERIAL NOT NULL,
    "proton_id" TEXT NOT NULL,
    "replica_id" TEXT NOT NULL,
    "container" TEXT NOT NULL,
    "time" TIMESTAMPTZ(6) NOT NULL,
    "level" SMALLINT NOT NULL,
    "message" TEXT NOT NULL,

    CONSTRAINT "workload_log_line_pkey" PRIMARY KEY ("workload_id","number")
);

-- CreateTable
CREATE TABLE "request_stats" (
    "workload_id" TEXT NOT NULL,
    "proton_id" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "gateway_id" TEXT NOT NULL,
    "requests" INTEGER NOT NULL,
    "user_errors" INTEGER NOT NULL,
    "server_errors" INTEGER NOT NULL,
    "durations" INTEGER[],
    "concurrent" INTEGER NOT NULL,

    CONSTRAINT "request_stats_pkey" PRIMARY KEY ("workload_id","proton_id","minute","gateway_id")
);

-- CreateTable
CREATE TABLE "gateway_load" (
    "workload_id" TEXT NOT NULL,
    "proton_id" TEXT NOT NULL,
    "gateway_id" TEXT NOT NULL,
    "in_flight" INTEGER NOT NULL,
    "last_request_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "gateway_load_pkey" PRIMARY KEY ("workload_id","proton_id","gateway_id")
);

-- CreateTable
CREATE TABLE "usage_sample" (
    "workload_id" TEXT NOT NULL,
    "replica_id" TEXT NOT NULL,
    "time" TIMESTAMPTZ(3) NOT NULL,
    "proton_id" TEXT NOT NULL,
    "cpus" DOUBLE PRECISION NOT NULL,
    "memory_bytes" BIGINT NOT NULL,

    CONSTRAINT "usage_sample_pkey" PRIMARY KEY ("workload_id","replica_id","time")
);

-- CreateIndex
CREATE INDEX "workload_artifact_id_idx" ON "workload"("artifact_id");

-- CreateIndex
CREATE INDEX "proton_artifact_id_idx" ON "proton"("artifact_id");

-- CreateIndex
CREATE UNIQUE INDEX "proton_workload_id_number_key" ON "proton"("workload_id", "number");

-- CreateIndex
CREATE INDEX "replica_workload_id_idx" ON "replica"("workload_id");

-- CreateIndex
CREATE INDEX "replica_proton_id_idx" ON "replica"("proton_id");

-- CreateIndex
CREATE INDEX "replacement_workload_id_id_idx" ON "replacement"("workload_id", "id");

-- CreateIndex
CREATE INDEX "workload_event_workload_id_id_idx" ON "workload_event"("workload_id", "id");

-- CreateIndex
CREATE INDEX "workload_log_line_workload_id_time_idx" ON "workload_log_line"("workload_id", "time");

-- AddForeignKey
ALTER TABLE "tag" ADD CONSTRAINT "tag_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workload" ADD CONSTRAINT "workload_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proton" ADD CONSTRAINT "proton_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "replica" ADD CONSTRAINT "replica_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "replica" ADD CONSTRAINT "replica_proton_id_fkey" FOREIGN KEY ("proton_id") REFERENCES "proton"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "replacement" ADD CONSTRAINT "replacement_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workload_event" ADD CONSTRAINT "workload_event_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workload_log_line" ADD CONSTRAINT "workload_log_line_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_stats" ADD CONSTRAINT "request_stats_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gateway_load" ADD CONSTRAINT "gateway_load_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_sample" ADD CONSTRAINT "usage_sample_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workload"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- Names are unique among the workloads that are there; a name may be longer than an index entry.
CREATE UNIQUE INDEX "workload_name_key" ON "workload" ("organization_id", md5("name")) WHERE "deleted_at" IS NULL;
CREATE INDEX "workload_list_idx" ON "workload" ("organization_id", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "workload_expiry_idx" ON "workload" ("expires_at") WHERE "deleted_at" IS NULL AND "expires_at" IS NOT NULL;
-- What the worker looks after.
CREATE INDEX "proton_unfinished_idx" ON "proton" ("workload_id") WHERE "ended_at" IS NULL;
CREATE INDEX "replacement_unfinished_idx" ON "replacement" ("workload_id") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "replacement_one_at_a_time" ON "replacement" ("workload_id") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "proton_one_active" ON "proton" ("workload_id") WHERE "role" = 'active';
CREATE UNIQUE INDEX "replica_place_key" ON "replica" ("proton_id", "group_name", "ordinal") WHERE "goal" = 'run';
ALTER TABLE "proton" ADD CONSTRAINT "proton_ended_has_no_role" CHECK ("ended_at" IS NULL OR "role" IS NULL OR "role" = 'active');

-- Tags and grants belong to exactly one thing, which may now be a workload.
ALTER TABLE "tag" DROP CONSTRAINT "tag_one_owner";
ALTER TABLE "tag" ADD CONSTRAINT "tag_one_owner" CHECK (num_nonnulls("repository_id", "artifact_id", "workload_id") = 1);
ALTER TABLE "grant" DROP CONSTRAINT "grant_one_subject";
ALTER TABLE "grant" ADD CONSTRAINT "grant_one_subject" CHECK (num_nonnulls("repository_id", "artifact_id", "workload_id") = 1);
DROP INDEX "tag_owner_name_key";
CREATE UNIQUE INDEX "tag_owner_name_key" ON "tag" (COALESCE("artifact_id", "repository_id", "workload_id"), "name");
DROP INDEX "grant_subject_recipient_key";
CREATE UNIQUE INDEX "grant_subject_recipient_key" ON "grant" (COALESCE("artifact_id", "repository_id", "workload_id"), "recipient_id", "recipient_type");
CREATE INDEX "grant_workload_idx" ON "grant" ("workload_id") WHERE "workload_id" IS NOT NULL;
CREATE INDEX "tag_workload_idx" ON "tag" ("workload_id") WHERE "workload_id" IS NOT NULL;

-- Whoever follows a workload is woken with the commit that changes something of it: the worker, the gateway, viewers.
CREATE FUNCTION "tell_of_workload"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('plimsoll_workloads', NEW."id");
  RETURN NULL;
END $$;
CREATE TRIGGER "workload_is_told" AFTER INSERT OR UPDATE ON "workload"
  FOR EACH ROW EXECUTE FUNCTION "tell_of_workload"();
CREATE FUNCTION "tell_of_part_of_workload"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('plimsoll_workloads', COALESCE(NEW."workload_id", OLD."workload_id"));
  RETURN NULL;
END $$;
CREATE TRIGGER "proton_is_told" AFTER INSERT OR UPDATE ON "proton"
  FOR EACH ROW EXECUTE FUNCTION "tell_of_part_of_workload"();
CREATE TRIGGER "replica_is_told" AFTER INSERT OR UPDATE OR DELETE ON "replica"
  FOR EACH ROW EXECUTE FUNCTION "tell_of_part_of_workload"();
CREATE TRIGGER "replacement_is_told" AFTER INSERT OR UPDATE ON "replacement"
  FOR EACH ROW EXECUTE FUNCTION "tell_of_part_of_workload"();
CREATE TRIGGER "workload_event_is_told" AFTER INSERT ON "workload_event"
  FOR EACH ROW EXECUTE FUNCTION "tell_of_part_of_workload"();

-- What happened does not change.
CREATE FUNCTION "keep_workload_event"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events of workloads do not change';
END $$;
CREATE TRIGGER "workload_event_is_kept" BEFORE UPDATE ON "workload_event"
  FOR EACH ROW EXECUTE FUNCTION "keep_workload_event"();
