use super::*;

fn dotted(text: &str, language: Language) -> Vec<String> {
    calls(text, language).iter().map(|call| call.join(".")).collect()
}

#[test]
fn python_calls_are_those_of_what_is_constructed() {
    for (text, found) in [
        ("from acme import Acme\nclient = Acme()\nclient.pets.list(limit=2)", &["pets.list"] as &[_]),
        (
            "import acme\nc = acme.Acme(key=os.environ.get('K'))\nc.pets.toys.create(\n  name='a.b.c()')",
            &["pets.toys.create"],
        ),
        ("c = Acme()\nlist = c.pets.list()\nc.pets.delete(list[0].id.strip())", &["pets.list", "pets.delete"]),
        ("c = Acme()\nc.pets.with_raw_response.list()", &["pets.list"]),
        ("c = Acme()\nc.with_options(timeout=(1, 2)).pets.list()", &["pets.list"]),
        ("with Acme(key=('a')) as acme:\n    acme.pets.list()", &["pets.list"]),
        ("c = Acme()\nprint(c.pets)\nc.ping()", &["ping"]),
        ("c = Acme()\nwith open('a') as f:\n    f.read()", &[]),
        (
            "configuration = acme.Configuration()\napi_client = acme.ApiClient(configuration)\n\
             api = acme.PetToysApi(api_client)\napi.get_toy(1)",
            &["pet_toys.get_toy"],
        ),
        ("c = ApiClient()\napi = DefaultApi(c)\napi.ping()", &["ping"]),
        ("import requests\nr = requests.get('/a')\nr.raw.read.all()\nrequests.a.b()", &[]),
        ("svix.message.create('a')\n# svix.other.create()", &["message.create"]),
        ("if a == Acme():\n    a.pets.list()", &["pets.list"]),
    ] {
        assert_eq!(dotted(text, Language::Python), found, "{text}");
    }
}

#[test]
fn javascript_calls_are_those_of_what_is_constructed() {
    for (text, found) in [
        (
            "import Acme from \"acme\";\nconst acme = new Acme();\nawait acme.petToys.listAll({a: b.c()});",
            &["pet_toys.list_all"] as &[_],
        ),
        ("const c = createAcmeClient()\nawait c.tui.control.next({\n  ...\n})", &["tui.control.next"]),
        ("const acme = require('acme')('key');\nacme.pets?.list();", &["pets.list"]),
        (
            "const acme = require('acme');\nlet c = acme.Client.create({}).useToken('a');\nc.pets.list().then((r) => r.a.b())",
            &["pets.list"],
        ),
        (
            "let client = new A.ApiClient();\nlet api = new A.PetsApi(client);\napi.listPets(o).then((r) => console.log(r))",
            &["pets.list_pets"],
        ),
        (
            "import {\n  a\n} from 'x';\nconst r = await svix.message.create(a.b.c(), console.log.x());",
            &["message.create"],
        ),
        ("process.stdout.write('a')", &[]),
    ] {
        assert_eq!(dotted(text, Language::JavaScript), found, "{text}");
    }
}

#[test]
fn what_is_no_program_has_no_calls() {
    for text in ["", "....", "a = ", "with", "import", "import {", "a.(", "new", "= new (", "a = A(((", "with A() as"] {
        assert!(dotted(text, Language::Python).is_empty(), "{text}");
        assert!(dotted(text, Language::JavaScript).is_empty(), "{text}");
    }
}
