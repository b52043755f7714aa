-- "Build 27": what people call it. Counted per artifact, under the draft's lock.
ALTER TABLE "image_build" ADD COLUMN "number" INTEGER;
ALTER TABLE "image_build" DISABLE TRIGGER USER;
UPDATE "image_build" b SET "number" = n."number" FROM (
  SELECT "id", row_number() OVER (PARTITION BY "artifact_id" ORDER BY "id") AS "number" FROM "image_build"
) n WHERE n."id" = b."id";
ALTER TABLE "image_build" ENABLE TRIGGER USER;
ALTER TABLE "image_build" ALTER COLUMN "number" SET NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "image_build_artifact_id_number_key" ON "image_build"("artifact_id", "number");
