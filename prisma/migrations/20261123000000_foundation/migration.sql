-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "repository_deletion" AS ENUM ('strict', 'unreferenced');

-- CreateEnum
CREATE TYPE "user_role" AS ENUM ('member', 'administrator', 'platform_administrator');

-- CreateEnum
CREATE TYPE "link_purpose" AS ENUM ('setup', 'password');

-- CreateEnum
CREATE TYPE "artifact_type" AS ENUM ('service', 'nim', 'agent', 'mcp');

-- CreateEnum
CREATE TYPE "artifact_status" AS ENUM ('draft', 'locked');

-- CreateEnum
CREATE TYPE "recipient_type" AS ENUM ('user', 'group', 'organization');

-- CreateEnum
CREATE TYPE "grant_role" AS ENUM ('OWNER', 'ADMIN', 'READ_WRITE', 'EDITOR', 'DATA_SCIENTIST', 'USER', 'CONSUMER', 'READ_ONLY', 'OBSERVER');

-- CreateTable
CREATE TABLE "organization" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "repository_deletion" "repository_deletion" NOT NULL DEFAULT 'strict',
    "max_concurrent_workloads" INTEGER NOT NULL DEFAULT 0,
    "max_workload_replicas" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" "user_role" NOT NULL DEFAULT 'member',
    "deactivated_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_member" (
    "group_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "group_member_pkey" PRIMARY KEY ("group_id","user_id")
);

-- CreateTable
CREATE TABLE "one_time_link" (
    "id" TEXT NOT NULL,
    "purpose" "link_purpose" NOT NULL,
    "hash" TEXT NOT NULL,
    "user_id" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "one_time_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "read_only" BOOLEAN NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "repository" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "type" "artifact_type" NOT NULL,
    "last_version_number" INTEGER NOT NULL DEFAULT 0,
    "num_artifacts" INTEGER NOT NULL DEFAULT 0,
    "num_drafts" INTEGER NOT NULL DEFAULT 0,
    "creator_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "repository_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "artifact" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "repository_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "type" "artifact_type" NOT NULL,
    "status" "artifact_status" NOT NULL DEFAULT 'draft',
    "version" INTEGER,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "spec" JSON NOT NULL,
    "spec_format" INTEGER NOT NULL,
    "spec_digest" TEXT,
    "parent_id" TEXT,
    "creator_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_at" TIMESTAMPTZ(3),
    "locked_by_id" TEXT,
    "lock_reason" TEXT,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "artifact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tag" (
    "id" TEXT NOT NULL,
    "repository_id" TEXT,
    "artifact_id" TEXT,
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grant" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "repository_id" TEXT,
    "artifact_id" TEXT,
    "recipient_type" "recipient_type" NOT NULL,
    "recipient_id" TEXT NOT NULL,
    "role" "grant_role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "organization_id" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL DEFAULT 0,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("organization_id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "organization_id" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "token_id" TEXT,
    "verb" TEXT NOT NULL,
    "object_type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "object_name" TEXT NOT NULL,
    "repository_id" TEXT,
    "changes" JSON NOT NULL,
    "request_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("organization_id","sequence")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "user_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "output" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("user_id","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE INDEX "user_organization_id_name_idx" ON "user"("organization_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_provider_id_account_id_key" ON "account"("provider_id", "account_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "group_organization_id_name_key" ON "group"("organization_id", "name");

-- CreateIndex
CREATE INDEX "group_member_user_id_idx" ON "group_member"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "one_time_link_hash_key" ON "one_time_link"("hash");

-- CreateIndex
CREATE INDEX "one_time_link_user_id_idx" ON "one_time_link"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "api_token_user_id_idx" ON "api_token"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "artifact_repository_id_version_key" ON "artifact"("repository_id", "version");

-- CreateIndex
CREATE INDEX "audit_entry_object_id_sequence_idx" ON "audit_entry"("object_id", "sequence");

-- CreateIndex
CREATE INDEX "audit_entry_repository_id_sequence_idx" ON "audit_entry"("repository_id", "sequence");

-- CreateIndex
CREATE INDEX "audit_entry_organization_id_actor_id_sequence_idx" ON "audit_entry"("organization_id", "actor_id", "sequence");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- AddForeignKey
ALTER TABLE "user" ADD CONSTRAINT "user_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group" ADD CONSTRAINT "group_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "one_time_link" ADD CONSTRAINT "one_time_link_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "repository" ADD CONSTRAINT "repository_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artifact" ADD CONSTRAINT "artifact_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artifact" ADD CONSTRAINT "artifact_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "repository"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tag" ADD CONSTRAINT "tag_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tag" ADD CONSTRAINT "tag_artifact_id_fkey" FOREIGN KEY ("artifact_id") REFERENCES "artifact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "repository"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_artifact_id_fkey" FOREIGN KEY ("artifact_id") REFERENCES "artifact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_head" ADD CONSTRAINT "audit_head_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- What Prisma's schema language cannot say -------------------------------------------------------------------------

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Search over name, description and partial id. The separator keeps a match inside one of them.
CREATE INDEX "artifact_search_idx" ON "artifact" USING gin (("name" || E'\x1f' || "description" || E'\x1f' || "id") gin_trgm_ops);
CREATE INDEX "repository_search_idx" ON "repository" USING gin (("name" || E'\x1f' || "description" || E'\x1f' || "id") gin_trgm_ops);

-- One index per order a list can have. Names may be longer than a B-tree entry, so their first 500 characters sort.
-- With the repository at hand, what somebody may see is counted without reading a row.
CREATE INDEX "artifact_created_idx" ON "artifact" ("organization_id", "id") INCLUDE ("repository_id") WHERE "deleted_at" IS NULL;
CREATE INDEX "artifact_updated_idx" ON "artifact" ("organization_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "artifact_name_idx" ON "artifact" ("organization_id", lower(left("name", 500)), "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "artifact_status_idx" ON "artifact" ("organization_id", "status", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "artifact_repository_idx" ON "artifact" ("repository_id", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "artifact_digest_idx" ON "artifact" ("repository_id", "spec_digest") WHERE "spec_digest" IS NOT NULL;
CREATE INDEX "repository_created_idx" ON "repository" ("organization_id", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "repository_updated_idx" ON "repository" ("organization_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "repository_name_idx" ON "repository" ("organization_id", lower(left("name", 500)), "id") WHERE "deleted_at" IS NULL;

-- A tag or grant belongs to exactly one thing. Whoever asks for an artifact's asks for its repository's as well.
ALTER TABLE "tag" ADD CONSTRAINT "tag_one_owner" CHECK (num_nonnulls("repository_id", "artifact_id") = 1);
ALTER TABLE "grant" ADD CONSTRAINT "grant_one_subject" CHECK (num_nonnulls("repository_id", "artifact_id") = 1);
CREATE UNIQUE INDEX "tag_owner_name_key" ON "tag" (COALESCE("artifact_id", "repository_id"), "name");
CREATE INDEX "tag_name_idx" ON "tag" ("name", "value");
CREATE UNIQUE INDEX "grant_subject_recipient_key" ON "grant" (COALESCE("artifact_id", "repository_id"), "recipient_id", "recipient_type");
CREATE INDEX "grant_recipient_idx" ON "grant" ("recipient_id");
CREATE INDEX "grant_artifact_idx" ON "grant" ("artifact_id") WHERE "artifact_id" IS NOT NULL;
CREATE INDEX "grant_repository_idx" ON "grant" ("repository_id") WHERE "repository_id" IS NOT NULL;
CREATE INDEX "tag_artifact_idx" ON "tag" ("artifact_id") WHERE "artifact_id" IS NOT NULL;
CREATE INDEX "tag_repository_idx" ON "tag" ("repository_id") WHERE "repository_id" IS NOT NULL;

ALTER TABLE "artifact" ADD CONSTRAINT "artifact_version_when_locked"
  CHECK (("status" = 'locked') = ("version" IS NOT NULL AND "spec_digest" IS NOT NULL AND "locked_at" IS NOT NULL));

-- A locked artifact never changes and never goes. Its repository may be deleted around it, which only hides the row.
CREATE FUNCTION "refuse_change_of_locked_artifact"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD."deleted_at" IS NULL AND NEW."deleted_at" IS NOT NULL
     AND (to_jsonb(NEW) - 'deleted_at' - 'spec') = (to_jsonb(OLD) - 'deleted_at' - 'spec')
     AND NEW."spec"::text = OLD."spec"::text
     AND EXISTS (SELECT 1 FROM "repository" WHERE "id" = OLD."repository_id" AND "deleted_at" IS NOT NULL) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'artifact % is locked and can be neither changed nor deleted', OLD."id" USING ERRCODE = 'PL001';
END $$;
CREATE TRIGGER "locked_artifact_is_immutable" BEFORE UPDATE OR DELETE ON "artifact"
  FOR EACH ROW WHEN (OLD."status" = 'locked') EXECUTE FUNCTION "refuse_change_of_locked_artifact"();

CREATE FUNCTION "refuse_any_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: its rows are kept as they are', TG_OP, TG_TABLE_NAME USING ERRCODE = 'PL002';
END $$;
CREATE TRIGGER "artifact_is_not_truncated" BEFORE TRUNCATE ON "artifact"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
CREATE TRIGGER "audit_entry_is_append_only" BEFORE UPDATE OR DELETE ON "audit_entry"
  FOR EACH ROW EXECUTE FUNCTION "refuse_any_change"();
CREATE TRIGGER "audit_entry_is_not_truncated" BEFORE TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();

-- The head moves only forward, by one, and stays.
CREATE FUNCTION "refuse_backward_audit_head"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW."sequence" = OLD."sequence" + 1 AND NEW."organization_id" = OLD."organization_id" THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the audit head of % only moves forward', OLD."organization_id" USING ERRCODE = 'PL002';
END $$;
CREATE TRIGGER "audit_head_moves_forward" BEFORE UPDATE OR DELETE ON "audit_head"
  FOR EACH ROW EXECUTE FUNCTION "refuse_backward_audit_head"();

-- Appends one entry and moves the head, in one round trip while the head's row lock is held.
-- hash = SHA-256 of: previous hash, line feed, sequence, line feed, the entry's canonical JSON (RFC 8785).
CREATE FUNCTION "append_audit_entry"(
  "organization" text, "actor" text, "actor_label" text, "token" text, "what" text, "on_type" text, "on_id" text,
  "on_name" text, "in_repository" text, "what_changed" json, "request" text, "at" timestamptz, "canonical" text
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  head "audit_head";
  next_sequence bigint;
  next_hash text;
BEGIN
  SELECT * INTO STRICT head FROM "audit_head" WHERE "organization_id" = "organization" FOR UPDATE;
  next_sequence := head."sequence" + 1;
  next_hash := encode(sha256(convert_to(head."hash" || E'\n' || next_sequence || E'\n' || "canonical", 'UTF8')), 'hex');
  INSERT INTO "audit_entry" VALUES ("organization", next_sequence, "actor", "actor_label", "token", "what", "on_type",
    "on_id", "on_name", "in_repository", "what_changed", "request", "at", head."hash", next_hash);
  UPDATE "audit_head" SET "sequence" = next_sequence, "hash" = next_hash WHERE "organization_id" = "organization";
  RETURN next_sequence;
END $$;
