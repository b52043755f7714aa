-- What the search over everything looks up by its beginning, in any collation.
CREATE INDEX "artifact_name_prefix_idx" ON "artifact" ("organization_id", lower(left("name", 500)) text_pattern_ops) WHERE "deleted_at" IS NULL;
CREATE INDEX "repository_name_prefix_idx" ON "repository" ("organization_id", lower(left("name", 500)) text_pattern_ops) WHERE "deleted_at" IS NULL;
CREATE INDEX "artifact_id_prefix_idx" ON "artifact" ("id" text_pattern_ops);
CREATE INDEX "repository_id_prefix_idx" ON "repository" ("id" text_pattern_ops);
CREATE INDEX "artifact_digest_prefix_idx" ON "artifact" ("spec_digest" text_pattern_ops) WHERE "spec_digest" IS NOT NULL;
CREATE INDEX "tag_pair_prefix_idx" ON "tag" (lower("name" || '=' || "value") text_pattern_ops);
CREATE INDEX "tag_value_prefix_idx" ON "tag" (lower("value") text_pattern_ops);

-- Every change of an organization wakes those who watch it, with the commit that makes it. Only a wake-up: what
-- changed is read from the audit by who may see it.
CREATE FUNCTION "tell_of_audit_entry"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('plimsoll_changes', NEW."organization_id");
  RETURN NULL;
END $$;
CREATE TRIGGER "audit_entry_is_told" AFTER INSERT ON "audit_entry"
  FOR EACH ROW EXECUTE FUNCTION "tell_of_audit_entry"();
