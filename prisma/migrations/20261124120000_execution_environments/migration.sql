-- CreateTable
CREATE TABLE "execution_environment" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "programming_language" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "execution_environment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "execution_environment_version" (
    "id" TEXT NOT NULL,
    "environment_id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "base_image" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "execution_environment_version_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "execution_environment_organization_id_idx" ON "execution_environment"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "execution_environment_version_environment_id_label_key" ON "execution_environment_version"("environment_id", "label");

-- AddForeignKey
ALTER TABLE "execution_environment" ADD CONSTRAINT "execution_environment_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "execution_environment_version" ADD CONSTRAINT "execution_environment_version_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "execution_environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One of a name per organization, and none of the name of one that every organization has twice.
CREATE UNIQUE INDEX "execution_environment_name_key" ON "execution_environment" (coalesce("organization_id", ''), lower("name")) WHERE "retired_at" IS NULL;

-- What was built with a version can be built with it again.
CREATE FUNCTION "keep_environment_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a version of an execution environment does not change';
END $$;
CREATE TRIGGER "environment_version_is_kept" BEFORE UPDATE OR DELETE ON "execution_environment_version"
  FOR EACH ROW EXECUTE FUNCTION "keep_environment_version"();

-- Ready on the first run, for every organization.
INSERT INTO "execution_environment" ("id", "name", "description", "programming_language", "created_at") VALUES
  ('6a6000000000000000000001', 'Node.js 22', 'Node.js 22 with npm. Installs what package-lock.json says.', 'node', now()),
  ('6a6000000000000000000002', 'Python 3.12', 'Python 3.12 with uv. Installs what uv.lock says.', 'python', now());
INSERT INTO "execution_environment_version" ("id", "environment_id", "label", "description", "base_image", "created_at") VALUES
  ('6a6100000000000000000001', '6a6000000000000000000001', '22-slim', 'On Debian 12, without build tools', 'node:22-bookworm-slim', now()),
  ('6a6100000000000000000002', '6a6000000000000000000002', '3.12-slim', 'On Debian 12, with uv', 'astral/uv:python3.12-bookworm-slim', now());
