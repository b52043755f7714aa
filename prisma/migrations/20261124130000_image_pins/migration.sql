-- CreateTable
CREATE TABLE "image_pin" (
    "artifact_id" TEXT NOT NULL,
    "container_group" TEXT NOT NULL,
    "container" TEXT NOT NULL,
    "image" TEXT NOT NULL,
    "digest" TEXT,
    "problem" TEXT,
    "resolved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "image_pin_pkey" PRIMARY KEY ("artifact_id","container_group","container")
);

-- AddForeignKey
ALTER TABLE "image_pin" ADD CONSTRAINT "image_pin_artifact_id_fkey" FOREIGN KEY ("artifact_id") REFERENCES "artifact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say -------------------------------------------------------------------------

ALTER TABLE "image_pin" ADD CONSTRAINT "image_pin_known_or_why_not" CHECK (num_nonnulls("digest", "problem") = 1);

-- Written while its artifact is being locked, and never after.
CREATE FUNCTION "refuse_pin_of_locked_artifact"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "artifact" WHERE "id" = NEW."artifact_id" AND "status" = 'locked') THEN
    RAISE EXCEPTION 'artifact % is locked: what it runs does not change', NEW."artifact_id" USING ERRCODE = 'PL002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "image_pin_is_of_a_draft" BEFORE INSERT ON "image_pin"
  FOR EACH ROW EXECUTE FUNCTION "refuse_pin_of_locked_artifact"();
CREATE TRIGGER "image_pin_is_immutable" BEFORE UPDATE OR DELETE ON "image_pin"
  FOR EACH ROW EXECUTE FUNCTION "refuse_any_change"();
CREATE TRIGGER "image_pin_is_not_truncated" BEFORE TRUNCATE ON "image_pin"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_any_change"();
