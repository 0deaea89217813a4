import { Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import type { SessionBrand } from "../../modules/brands/brands.contract.ts";
import { useBrand } from "../brand.tsx";
import { Icon, Mark } from "../ui/icons.tsx";
import { useGo } from "../ui/link.tsx";
import { Dot } from "../ui/page.tsx";

/** How far the person sees: the places of the brand, or the own unit where the sight ends there. */
function Reach() {
  const { t } = useTranslation("shell");
  const brand = useBrand();
  const isWhole = brand.scopeOf("groups.read") === "brand";
  if (isWhole && brand.districts === 0) return null;
  const reach = isWhole ? t("places", { cities: brand.cities, districts: brand.districts }) : brand.staff.orgName;
  return (
    <>
      <Dot />
      <span title={reach}>{reach}</span>
    </>
  );
}

/** The brand of the page; opens the others a person works for. */
export function BrandSwitch({ brands }: { brands: SessionBrand[] }) {
  const { t } = useTranslation("shell");
  const brand = useBrand();
  const go = useGo();
  const face = (
    <>
      <Mark />
      <span>
        <b title={brand.name}>{brand.name}</b>
        <small>
          {t("product")}
          <Reach />
        </small>
      </span>
    </>
  );
  if (brands.length < 2) return <div className="brandsw">{face}</div>;
  const items = brands.map((one) => ({ key: one.slug, label: one.name, onClick: () => go(`/b/${one.slug}`) }));
  return (
    <Dropdown menu={{ items, selectable: true, selectedKeys: [brand.slug] }} trigger={["click"]}>
      <button type="button" className="brandsw" aria-label={t("brand.switch")}>
        {face}
        <Icon name="upDown" size="s" />
      </button>
    </Dropdown>
  );
}
