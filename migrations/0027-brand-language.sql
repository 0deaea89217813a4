-- The language of what the system writes for a brand (tasks, first words of presets), beside what each person reads. Locks platform.brands for an instant, rewrites nothing.
alter table platform.brands add column language text not null default 'zh-CN' check (language in ('zh-CN', 'en'));
