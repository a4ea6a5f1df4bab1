//! Which variant of a union a value is.

use specsmith_generator::api::{Decision, TypeDef, Union, Variant};

use super::{Code, Expressed, Json, Reason, Skip, Values, is_literal, short};

impl Values<'_> {
    /// The variant that the discriminator names, else the first of those that take the most of the value's members.
    pub(super) fn union(&self, def: &TypeDef, union: &Union, value: &Json) -> Expressed {
        match &union.decision {
            Decision::Tag { property, values, otherwise, .. } => {
                let tag = value.get(property);
                let named = values.iter().find(|(literal, _)| tag.is_some_and(|tag| is_literal(literal, tag)));
                match named.map(|(_, at)| *at).or(*otherwise).and_then(|at| union.variants.get(at)) {
                    Some(variant) => self.variant(def, variant, value),
                    None => Err(none(def, value)),
                }
            }
            Decision::Shape { .. } => self.best(def, union, value),
        }
    }

    fn best(&self, def: &TypeDef, union: &Union, value: &Json) -> Expressed {
        let mut best: Option<Code> = None;
        let mut last = None;
        for variant in &union.variants {
            match self.variant(def, variant, value) {
                Ok(code) if code.loose == 0 => return Ok(code),
                Ok(code) if best.as_ref().is_none_or(|best| code.loose < best.loose) => best = Some(code),
                Ok(_) => {}
                Err(skip) if skip.reason == Reason::TooMuch => return Err(skip),
                Err(skip) => last = Some(skip),
            }
        }
        best.ok_or_else(|| match (last, union.variants.len()) {
            (Some(skip), 1) => skip,
            (Some(skip), _) => {
                let mut none = none(def, value);
                none.what.push_str(&format!("; of the last one: {}", skip.what));
                none
            }
            (None, _) => none(def, value),
        })
    }

    fn variant(&self, def: &TypeDef, variant: &Variant, value: &Json) -> Expressed {
        let inner = self.owned(&variant.ty, value)?;
        Ok(inner.within(|text| format!("types::{}::{}({text})", def.name, variant.name)))
    }
}

fn none(def: &TypeDef, value: &Json) -> Skip {
    Skip::new(Reason::NoVariant, format!("no variant of `{}` takes {}", def.name, short(value)))
}
