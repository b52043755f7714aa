import { buildImage } from "./builds";
import { unpackArchive } from "./extractions";

/** Every queue there is; made when the database is prepared. */
export const queues = [buildImage.queue, unpackArchive.queue];
