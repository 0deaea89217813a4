import { BlueprintSpec } from "../blueprints.contract.ts";
import { presetSize } from "../profile.rules.ts";

/** Where a new blueprint starts from. */
export const blankSpec: BlueprintSpec = BlueprintSpec.parse({
  positioning: "benefit",
  commercialType: "promotion",
  ...presetSize("benefit"),
});
