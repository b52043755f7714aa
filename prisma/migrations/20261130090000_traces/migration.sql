-- CreateEnum
CREATE TYPE "span_kind" AS ENUM ('SERVER', 'INTERNAL', 'CLIENT');

-- CreateEnum
CREATE TYPE "span_status" AS ENUM ('UNSET', 'ERROR');

-- CreateTable
CREATE TABLE "trace_span" (
    "workload_id" TEXT NOT NULL,
    "trace_id" TEXT NOT NULL,
    "span_id" TEXT NOT NULL,
    "parent_span_id" TEXT,
    "name" TEXT NOT NULL,
    "kind" "span_kind" NOT NULL,
    "started_at" TIMESTAMPTZ(6) NOT NULL,
    "duration" BIGINT NOT NULL,
    "status_code" "span_status" NOT NULL,
    "status_message" TEXT NOT NULL,
    "attributes" JSONB NOT NULL,

    CONSTRAINT "trace_span_pkey" PRIMARY KEY ("workload_id","trace_id","span_id")
);

-- CreateIndex
CREATE INDEX "trace_span_workload_id_started_at_idx" ON "trace_span"("workload_id", "started_at");

-- AddForeignKey
ALTER TABLE "trace_span" ADD CONSTRAINT "trace_span_workload_id_fkey" FOREIGN KEY ("workload_id") REFERENCES "workload"("id") ON DELETE CASCADE ON UPDATE CASCADE;
