-- CreateEnum
CREATE TYPE "credential_visibility" AS ENUM ('private', 'organization');

-- CreateTable
CREATE TABLE "credential" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "credential_type" TEXT NOT NULL,
    "visibility" "credential_visibility" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credential_value" (
    "credential_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "credential_value_pkey" PRIMARY KEY ("credential_id","key")
);

-- CreateTable
CREATE TABLE "artifact_credential" (
    "artifact_id" TEXT NOT NULL,
    "credential_id" TEXT NOT NULL,

    CONSTRAINT "artifact_credential_pkey" PRIMARY KEY ("artifact_id","credential_id")
);

-- CreateTable
CREATE TABLE "compute_bundle" (
    "row_id" TEXT NOT NULL,
    "bundle_id" TEXT NOT NULL,
    "organization_id" TEXT,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "cpu_count" DECIMAL(9,3) NOT NULL,
    "memory_bytes" BIGINT NOT NULL,
    "gpu_count" INTEGER NOT NULL DEFAULT 0,
    "gpu_maker" TEXT,
    "gpu_type_label" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "compute_bundle_pkey" PRIMARY KEY ("row_id")
);

-- CreateIndex
CREATE INDEX "credential_owner_id_idx" ON "credential"("owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "credential_organization_id_name_key" ON "credential"("organization_id", "name");

-- CreateIndex
CREATE INDEX "artifact_credential_credential_id_idx" ON "artifact_credential"("credential_id");

-- CreateIndex
CREATE INDEX "compute_bundle_organization_id_idx" ON "compute_bundle"("organization_id");

-- AddForeignKey
ALTER TABLE "credential" ADD CONSTRAINT "credential_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credential" ADD CONSTRAINT "credential_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credential_value" ADD CONSTRAINT "credential_value_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "credential"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artifact_credential" ADD CONSTRAINT "artifact_credential_artifact_id_fkey" FOREIGN KEY ("artifact_id") REFERENCES "artifact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artifact_credential" ADD CONSTRAINT "artifact_credential_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "credential"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "compute_bundle" ADD CONSTRAINT "compute_bundle_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say -------------------------------------------------------------------------

-- An id stays taken when its bundle is retired: it must not come to mean something else for who still names it.
CREATE UNIQUE INDEX "compute_bundle_id_key" ON "compute_bundle" (coalesce("organization_id", ''), "bundle_id");

ALTER TABLE "compute_bundle" ADD CONSTRAINT "compute_bundle_is_something" CHECK ("cpu_count" > 0 AND "memory_bytes" > 0 AND "gpu_count" >= 0);

CREATE FUNCTION "keep_compute_bundle"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF ROW(NEW."bundle_id", NEW."organization_id", NEW."cpu_count", NEW."memory_bytes", NEW."gpu_count", NEW."gpu_maker", NEW."gpu_type_label")
    IS DISTINCT FROM ROW(OLD."bundle_id", OLD."organization_id", OLD."cpu_count", OLD."memory_bytes", OLD."gpu_count", OLD."gpu_maker", OLD."gpu_type_label") THEN
    RAISE EXCEPTION 'what a compute bundle gives does not change';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "compute_bundle_is_kept" BEFORE UPDATE ON "compute_bundle"
  FOR EACH ROW EXECUTE FUNCTION "keep_compute_bundle"();

-- There on the first run, for every organization: from what fits many times into a laptop to what fills a small server.
INSERT INTO "compute_bundle" ("row_id", "bundle_id", "name", "description", "cpu_count", "memory_bytes", "created_at") VALUES
  ('6a6200000000000000000001', 'cpu.nano', 'Nano', 'For demonstrations and small sidecars', 0.25, 268435456, now()),
  ('6a6200000000000000000002', 'cpu.micro', 'Micro', 'For services that mostly wait', 0.5, 536870912, now()),
  ('6a6200000000000000000003', 'cpu.small', 'Small', 'For most services', 1, 1073741824, now()),
  ('6a6200000000000000000004', 'cpu.medium', 'Medium', 'For busy services', 2, 4294967296, now()),
  ('6a6200000000000000000005', 'cpu.large', 'Large', 'For models that run on processors', 4, 8589934592, now());
