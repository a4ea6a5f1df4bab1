//! Choice of a union's variant for a value.

use specsmith_generator::api::{Decision, Literal, TypeDef, TypeKind, TypeRef, Union, Variant, WrittenTag};

use super::{Code, Expressed, Json, Reason, Skip, Values, is_literal, short};

impl Values<'_> {
    /// Returns the expression of the variant that the discriminator names, else of the first that takes most of the value's members.
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
            Decision::Shape { tag } => self.best(def, union, tag.as_ref(), value),
        }
    }

    fn best(&self, def: &TypeDef, union: &Union, tag: Option<&WrittenTag>, value: &Json) -> Expressed {
        let mut best: Option<Code> = None;
        let mut last = None;
        let admits = |(at, variant): &(usize, &Variant)| admits(tag, *at, variant, value);
        let (admitted, others): (Vec<_>, Vec<_>) = union.variants.iter().enumerate().partition(admits);
        // A union among the variants may take a value whose tag means another variant as well.
        let unions = others.into_iter().filter(|(_, variant)| self.is_union(&variant.ty));
        for (_, variant) in admitted.into_iter().chain(unions) {
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

    fn is_union(&self, ty: &TypeRef) -> bool {
        match self.target(ty) {
            TypeRef::Boxed(inner) => self.is_union(inner),
            TypeRef::Named(id) => matches!(self.api.ty(*id).kind, TypeKind::Union(_)),
            _ => false,
        }
    }

    fn variant(&self, def: &TypeDef, variant: &Variant, value: &Json) -> Expressed {
        let inner = self.owned(&variant.ty, value)?;
        Ok(inner.within(|text| format!("types::{}::{}({text})", def.name, variant.name)))
    }
}

/// False where the value has a tag or a constant of another variant.
fn admits(tag: Option<&WrittenTag>, at: usize, variant: &Variant, value: &Json) -> bool {
    let is_any = |literals: &[Literal], given: &Json| literals.iter().any(|literal| is_literal(literal, given));
    let constants = &variant.shape.constants;
    // Null is no constant of any variant; whether a field of this one takes it shows when it is set.
    let fits = |given: &Json, literals: &[Literal]| *given == Json::Null || is_any(literals, given);
    let fixed = constants.iter().all(|(key, literals)| value.get(key).is_none_or(|given| fits(given, literals)));
    let named = tag.and_then(|tag| Some((tag, value.get(&tag.property)?))).is_none_or(|(tag, given)| {
        let mut values = tag.values.iter().filter(|(literal, _)| is_literal(literal, given)).peekable();
        values.peek().is_none() || values.any(|(_, variant)| *variant == at)
    });
    fixed && named
}

fn none(def: &TypeDef, value: &Json) -> Skip {
    Skip::new(Reason::NoVariant, format!("no variant of `{}` takes {}", def.name, short(value)))
}
