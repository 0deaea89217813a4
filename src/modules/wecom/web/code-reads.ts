import { groupGuideEndpoint } from "../../openings/openings.contract.ts";
import { listCodesEndpoint } from "../codes.contract.ts";
import { listGroupCodesEndpoint } from "../group-codes.contract.ts";

/** What is read anew when a code was made, changed or deleted. */
export const readsOfCodes = [listCodesEndpoint, listGroupCodesEndpoint, groupGuideEndpoint];
