import { InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { FormField } from "../../../web/ui/form-field.tsx";
import type { Crew } from "../profile.contract.ts";

const most = { admins: 3, kocs: 20, volunteers: 20 } as const;

/** How many of each a group should have beside its owner. */
export function CrewFields({ value, onChange }: { value: Crew; onChange: (value: Crew) => void }) {
  const { t } = useTranslation("groups");
  return (
    <div className="gthree">
      {(["admins", "kocs", "volunteers"] as const).map((name) => (
        <FormField key={name} label={t(`blueprint.crewOf.${name}`)}>
          <InputNumber
            min={0}
            max={most[name]}
            style={{ width: "100%" }}
            value={value[name]}
            onChange={(count) => onChange({ ...value, [name]: count ?? 0 })}
          />
        </FormField>
      ))}
    </div>
  );
}
