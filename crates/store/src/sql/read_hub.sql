select hub.hub_id, school.name, school.demo, hub.lead_urn, hub.created_at
from hub
join school on school.school_id = hub.hub_id
where hub.hub_id = $1
