-- CreateEnum
CREATE TYPE "extraction_status" AS ENUM ('INITIALIZED', 'STARTED_ON_WORKER', 'COMPLETED', 'ERROR');

-- CreateTable
CREATE TABLE "blob" (
    "sha256" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "touched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "blob_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "catalog" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "creator_id" TEXT NOT NULL,
    "last_version_number" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "catalog_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalog_version" (
    "id" TEXT NOT NULL,
    "catalog_id" TEXT NOT NULL,
    "number" INTEGER,
    "num_files" INTEGER NOT NULL DEFAULT 0,
    "size" BIGINT NOT NULL DEFAULT 0,
    "creator_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "catalog_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalog_file" (
    "catalog_id" TEXT NOT NULL,
    "path" TEXT COLLATE "C" NOT NULL,
    "since" INTEGER NOT NULL,
    "until" INTEGER,
    "sha256" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "mode" INTEGER NOT NULL,

    CONSTRAINT "catalog_file_pkey" PRIMARY KEY ("catalog_id","path","since")
);

-- CreateTable
CREATE TABLE "stage" (
    "id" TEXT NOT NULL,
    "catalog_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "touched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staged_file" (
    "stage_id" TEXT NOT NULL,
    "path" TEXT COLLATE "C" NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "mode" INTEGER NOT NULL,

    CONSTRAINT "staged_file_pkey" PRIMARY KEY ("stage_id","path")
);

-- CreateTable
CREATE TABLE "extraction" (
    "id" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "archive_sha256" TEXT,
    "status" "extraction_status" NOT NULL DEFAULT 'INITIALIZED',
    "message" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "heartbeat_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "extraction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "artifact_source" (
    "artifact_id" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "catalog_id" TEXT NOT NULL,

    CONSTRAINT "artifact_source_pkey" PRIMARY KEY ("artifact_id","version_id")
);

-- CreateIndex
CREATE INDEX "blob_touched_at_idx" ON "blob"("touched_at");

-- CreateIndex
CREATE INDEX "catalog_updated_at_idx" ON "catalog"("updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "catalog_version_catalog_id_number_key" ON "catalog_version"("catalog_id", "number");

-- CreateIndex
CREATE INDEX "catalog_file_sha256_idx" ON "catalog_file"("sha256");

-- CreateIndex
CREATE INDEX "stage_catalog_id_idx" ON "stage"("catalog_id");

-- CreateIndex
CREATE INDEX "stage_touched_at_idx" ON "stage"("touched_at");

-- CreateIndex
CREATE INDEX "staged_file_sha256_idx" ON "staged_file"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "extraction_version_id_key" ON "extraction"("version_id");

-- CreateIndex
CREATE INDEX "extraction_archive_sha256_idx" ON "extraction"("archive_sha256");

-- CreateIndex
CREATE INDEX "artifact_source_version_id_idx" ON "artifact_source"("version_id");

-- CreateIndex
CREATE INDEX "artifact_source_catalog_id_idx" ON "artifact_source"("catalog_id");

-- AddForeignKey
ALTER TABLE "catalog" ADD CONSTRAINT "catalog_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalog_version" ADD CONSTRAINT "catalog_version_catalog_id_fkey" FOREIGN KEY ("catalog_id") REFERENCES "catalog"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalog_file" ADD CONSTRAINT "catalog_file_catalog_id_fkey" FOREIGN KEY ("catalog_id") REFERENCES "catalog"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalog_file" ADD CONSTRAINT "catalog_file_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "blob"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stage" ADD CONSTRAINT "stage_catalog_id_fkey" FOREIGN KEY ("catalog_id") REFERENCES "catalog"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staged_file" ADD CONSTRAINT "staged_file_stage_id_fkey" FOREIGN KEY ("stage_id") REFERENCES "stage"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staged_file" ADD CONSTRAINT "staged_file_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "blob"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "extraction" ADD CONSTRAINT "extraction_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "catalog_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "extraction" ADD CONSTRAINT "extraction_archive_sha256_fkey" FOREIGN KEY ("archive_sha256") REFERENCES "blob"("sha256") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artifact_source" ADD CONSTRAINT "artifact_source_artifact_id_fkey" FOREIGN KEY ("artifact_id") REFERENCES "artifact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artifact_source" ADD CONSTRAINT "artifact_source_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "catalog_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artifact_source" ADD CONSTRAINT "artifact_source_catalog_id_fkey" FOREIGN KEY ("catalog_id") REFERENCES "catalog"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema language cannot say -------------------------------------------------------------------------

-- The latest version's files in order, and what is being extracted.
CREATE UNIQUE INDEX "catalog_file_live_key" ON "catalog_file" ("catalog_id", "path") WHERE "until" IS NULL;
CREATE INDEX "catalog_file_since_idx" ON "catalog_file" ("catalog_id", "since");
CREATE INDEX "catalog_file_until_idx" ON "catalog_file" ("catalog_id", "until") WHERE "until" IS NOT NULL;
CREATE INDEX "extraction_open_idx" ON "extraction" ("id") WHERE "status" IN ('INITIALIZED', 'STARTED_ON_WORKER');

-- A numbered version stays as it is; only a whole catalog that nothing names goes, and takes its versions along.
CREATE TRIGGER "catalog_version_is_immutable" BEFORE UPDATE ON "catalog_version"
  FOR EACH ROW WHEN (OLD."number" IS NOT NULL) EXECUTE FUNCTION "refuse_any_change"();
CREATE TRIGGER "catalog_version_goes_with_its_catalog" BEFORE DELETE ON "catalog_version"
  FOR EACH ROW WHEN (OLD."number" IS NOT NULL AND pg_trigger_depth() = 0) EXECUTE FUNCTION "refuse_any_change"();
CREATE TRIGGER "catalog_version_is_not_truncated" BEFORE TRUNCATE ON "catalog_version"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();

-- Of a file only its end is written, once.
CREATE TRIGGER "catalog_file_is_immutable" BEFORE UPDATE ON "catalog_file"
  FOR EACH ROW WHEN (OLD."until" IS NOT NULL OR NEW."until" IS NULL
    OR (NEW."catalog_id", NEW."path", NEW."since", NEW."sha256", NEW."size", NEW."mode")
      IS DISTINCT FROM (OLD."catalog_id", OLD."path", OLD."since", OLD."sha256", OLD."size", OLD."mode"))
  EXECUTE FUNCTION "refuse_any_change"();
CREATE TRIGGER "catalog_file_goes_with_its_catalog" BEFORE DELETE ON "catalog_file"
  FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION "refuse_any_change"();
CREATE TRIGGER "catalog_file_is_not_truncated" BEFORE TRUNCATE ON "catalog_file"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
