-- Who agreed to marketing, so that they are counted out of the index. Locks nothing: made beside the writers.
create index concurrently members_consenting on app.members (brand_id, id) where marketing_consent and canonical_id is null and status = 'active'
