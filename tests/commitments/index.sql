-- The Success Index of every person of a quarter ($1), worked out by the database alone: nothing here is shared with services/commitments.
-- Exact: sums are kept as numerator and denominator, and rounded once, halves up. Gives ten-thousandths of a point; null where there is none.
with recursive
said as (
  select r.review_id, s.side, c.weight::numeric as weight, c.parts::numeric as parts,
         (q.ends_on - c.starts_on + 1)::numeric as elapsed, (c.due_on - c.starts_on + 1)::numeric as planned, s.progress::numeric as progress,
         coalesce(c.dropped_alone, k.state = 'dropped' and k.drop_agreed_by is null and k.ended_on <= q.ends_on) as lost
    from review r
    join quarter q on q.starts_on = r.quarter
    join counted c on c.quarter = r.quarter and c.person_id = r.person_id
    join commitment k on k.commitment_id = c.commitment_id
    join review_item i on i.review_id = r.review_id and i.commitment_id = c.commitment_id
    cross join lateral (values ('self', i.self_value), ('boss', i.boss_value), ('agreed', case when r.state = 'closed' then i.agreed_value end)) as s (side, progress)
   where r.quarter = $1 and s.progress is not null
), counting as (
  select s.*, row_number() over (partition by s.review_id, s.side) as place
    from said s
   where s.elapsed >= 30 or (s.elapsed > 0 and s.elapsed / s.planned >= 0.25)
), credited as (
  select c.review_id, c.side, c.place, c.weight, c.parts,
         case when c.lost then 0 when c.progress * c.planned >= 100 * least(c.elapsed, c.planned) then 1 else c.progress * c.planned end as top,
         case when c.lost or c.progress * c.planned >= 100 * least(c.elapsed, c.planned) then 1 else 100 * least(c.elapsed, c.planned) end as bottom
    from counting c
), walk as (
  select distinct c.review_id, c.side, 0::bigint as place, 0::numeric as top, 1::numeric as bottom, 0::numeric as whole, 1::numeric as parts from credited c
  union all
  select w.review_id, w.side, c.place, w.top * c.bottom * c.parts + c.weight * c.top * w.bottom, w.bottom * c.bottom * c.parts, w.whole * c.parts + c.weight * w.parts, w.parts * c.parts
    from walk w
    join credited c on c.review_id = w.review_id and c.side = w.side and c.place = w.place + 1
), worked as (
  select distinct on (w.review_id, w.side) w.review_id, w.side,
         div(2 * 1000000 * w.top * w.parts + w.bottom * w.whole, 2 * w.bottom * w.whole)::integer as value
    from walk w
   where w.place > 0
   order by w.review_id, w.side, w.place desc
)
select r.person_id as "personId", s.value as self, b.value as boss, a.value as agreed
  from review r
  left join worked s on s.review_id = r.review_id and s.side = 'self'
  left join worked b on b.review_id = r.review_id and b.side = 'boss'
  left join worked a on a.review_id = r.review_id and a.side = 'agreed'
 where r.quarter = $1
 order by r.person_id
