import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import type { UrlState } from "../../../web/ui/use-url-state.ts";

const WRITTEN = "YYYY-MM-DD";

/** Two days of the address, both may be left open. */
export function DayRange({ url }: { url: UrlState }) {
  const { t } = useTranslation("orders");
  const day = (name: string) => (url.get(name) ? dayjs(url.get(name)) : null);
  return (
    <DatePicker.RangePicker
      size="small"
      allowEmpty={[true, true]}
      placeholder={[t("from"), t("to")]}
      value={[day("from"), day("to")]}
      onChange={(days) => url.set({ from: days?.[0]?.format(WRITTEN) ?? "", to: days?.[1]?.format(WRITTEN) ?? "" })}
    />
  );
}
