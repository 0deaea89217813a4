import { Checkbox, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Panel } from "../../../web/ui/panel.tsx";
import { listOrgUnitsEndpoint } from "../../brands/brands.contract.ts";
import { orgOptions } from "../../groups/web/org-options.ts";
import type { Place } from "../imports.contract.ts";
import type { ImportOptions, RoomTarget } from "../options.contract.ts";
import { useGroupOptions } from "./group-choice.tsx";

type RoomOptions = Pick<ImportOptions, "rooms" | "otherRooms" | "roomOrgId" | "seat">;

interface RoomsProps {
  places: readonly Place[];
  value: RoomOptions;
  onChange: (value: RoomOptions) => void;
}

const FIRST = 60;

/** Which group each room of a chat log is: one that is there, one to be made, or none. */
export function Rooms({ places, value, onChange }: RoomsProps) {
  const { t } = useTranslation("imports");
  const [shown, setShown] = useState(FIRST);
  const groups = useGroupOptions();
  const units = useEndpoint(listOrgUnitsEndpoint, {});
  const set = (part: Partial<RoomOptions>) => onChange({ ...value, ...part });
  return (
    <Panel title={t("rooms.title")} facts={t("rooms.facts", { rooms: formatCount(places.length) })}>
      <div className="imports-roomhead">
        <label className="row g8">
          {t("rooms.others")}
          <Select
            size="small"
            value={value.otherRooms}
            options={(["make", "skip"] as const).map((one) => ({ value: one, label: t(`rooms.${one}`) }))}
            onChange={(otherRooms: "make" | "skip") => set({ otherRooms })}
          />
        </label>
        <label className="row g8">
          {t("rooms.org")}
          <Select
            size="small"
            showSearch
            optionFilterProp="label"
            className="imports-org"
            value={value.roomOrgId ?? units.data?.items[0]?.id}
            options={orgOptions(units.data?.items ?? []).map(({ value: id, label }) => ({ value: id, label }))}
            onChange={(roomOrgId: string) => set({ roomOrgId })}
          />
        </label>
        <Checkbox checked={value.seat} onChange={(event) => set({ seat: event.target.checked })}>
          {t("rooms.seat")}
        </Checkbox>
      </div>
      <ul className="imports-rooms">
        {places.slice(0, shown).map((place) => (
          <li key={place.name}>
            <b className="el" title={place.name}>
              {place.name}
            </b>
            <span className="mut r">{formatCount(place.rows)}</span>
            <Target
              place={place}
              target={Object.hasOwn(value.rooms, place.name) ? value.rooms[place.name] : undefined}
              otherwise={value.otherRooms}
              groups={groups}
              onChange={(target) => set({ rooms: { ...value.rooms, [place.name]: target } })}
            />
          </li>
        ))}
      </ul>
      {places.length > shown ? (
        <div className="imports-more">
          <Button size="s" kind="quiet" onClick={() => setShown(shown + FIRST)}>
            {t("rooms.more", { count: formatCount(places.length - shown) })}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

interface TargetProps {
  place: Place;
  target: RoomTarget | undefined;
  otherwise: "make" | "skip";
  groups: ReturnType<typeof useGroupOptions>;
  onChange: (target: RoomTarget) => void;
}

function valueOf({ place, target, otherwise }: Pick<TargetProps, "place" | "target" | "otherwise">): string {
  if (!target) return place.group?.id ?? otherwise;
  if ("groupId" in target) return target.groupId;
  return "make" in target ? "make" : "skip";
}

function Target({ place, target, otherwise, groups, onChange }: TargetProps) {
  const { t } = useTranslation("imports");
  const fixed = (["make", "skip"] as const).map((value) => ({ value, label: t(`rooms.${value}`) }));
  const own = place.group ? [{ value: place.group.id, label: place.group.name }] : [];
  const others = groups.options.filter((one) => one.value !== place.group?.id);
  return (
    <Select<string>
      size="small"
      showSearch
      filterOption={false}
      aria-label={t("rooms.target")}
      popupMatchSelectWidth={260}
      value={valueOf({ place, target, otherwise })}
      options={[...fixed, { label: t("rooms.found"), options: [...own, ...others] }]}
      onSearch={groups.search}
      onChange={(value) => onChange(value === "make" ? { make: true } : value === "skip" ? { skip: true } : { groupId: value })}
    />
  );
}
