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

#[test]
fn words_are_whole_and_calls_of_the_program_are_none_of_the_client() {
    for (text, found) in [
        ("c = Acme()\nc.funds.withdraw(1)\nc.pets.withdrawAll().x()", &["funds.withdraw", "pets.withdraw_all"] as &[_]),
        ("c = Acme()\nc.pets.list()\nc.close()\nc.pets.to_dict()\nc.pets.toJSON()\nc.a.then(b)", &["pets.list"]),
    ] {
        assert_eq!(dotted(text, Language::Python), found, "{text}");
    }
}

#[test]
fn an_argument_makes_no_client() {
    for (text, found) in [
        ("acme.pets.create(pet=Pet(name='a'))\npet.toys.add()", &["pets.create"] as &[_]),
        ("c = Acme(http=Transport(retries=Retry()))\nhttp.a.b()\nretries.a.b()\nc.pets.list()", &["pets.list"]),
    ] {
        assert_eq!(dotted(text, Language::Python), found, "{text}");
    }
    let text = "(async () => {\n  const c = new Acme({ a: new A() });\n  await c.pets.list();\n})();";
    assert_eq!(dotted(text, Language::JavaScript), ["pets.list"]);
}

#[test]
fn types_of_a_language_or_of_http_are_no_clients() {
    for text in [
        "import http.client\nconn = http.client.HTTPSConnection('a')\nconn.request('GET', '/')\nres = conn.getresponse()",
        "s = requests.Session()\ns.headers.update({})\ns.get('/a')",
        "from pathlib import Path\np = Path('a')\np.open()",
        "from io import BytesIO\nb = BytesIO()\nb.read()",
        "os.path.join('a')",
        "a = httpx.AsyncClient()\na.get('/')",
    ] {
        assert!(dotted(text, Language::Python).is_empty(), "{text}");
    }
    for text in [
        "const url = new URL('/a');\nurl.searchParams.append('a', 'b');",
        "const form = new FormData();\nform.append('a', 'b');",
        "const x = new XMLHttpRequest();\nx.open('GET', '/a');\nx.upload.addEventListener('a');",
        "const d = new Date();\nd.toISOString();",
        "Deno.env.get('A');\nBun.env.get('A');\nglobalThis.a.b();\nwindow.a.b();\nprocess.a.b();",
        "const http = require('http');\nconst a = new http.Agent();\na.sockets.destroy();",
    ] {
        assert!(dotted(text, Language::JavaScript).is_empty(), "{text}");
    }
    let text = "const u = new URL('/a');\nconst r = await acme.pets.list(u.searchParams.get('a'));";
    assert_eq!(dotted(text, Language::JavaScript), ["pets.list"]);
}

#[test]
fn parameters_and_what_is_taken_apart_are_assigned() {
    for text in [
        "fetch('/a').then(res => res.body.read()).then((data, { more }) => { data.a.b(); more.a.b() });",
        "const { data, error } = await get();\ndata.a.b();\nerror.a.b();",
        "const [first, second] = await get();\nfirst.a.b();\nsecond.a.b();",
        "items.forEach(function (item) { item.a.b() });\nfunction run(one) { one.a.b() }",
        "try { } catch (e) { e.a.b() }",
        "for (const [key, value] of all) { key.a.b(); value.a.b() }",
    ] {
        assert!(dotted(text, Language::JavaScript).is_empty(), "{text}");
    }
    for text in [
        "first, second = get()\nfirst.a.b()\nsecond.a.b()",
        "(first, second) = get()\nfirst.a.b()\nsecond.a.b()",
        "run(lambda one, two: one.a.b(two.a.b()))",
        "def run(one, two=1):\n    one.a.b()\n    two.a.b()",
        "for key, value in all:\n    key.a.b()\n    value.a.b()",
    ] {
        assert!(dotted(text, Language::Python).is_empty(), "{text}");
    }
    let text = "known[acme] = 1\nacme.pets.list()";
    assert_eq!(dotted(text, Language::Python), ["pets.list"]);
}

#[test]
fn an_annotated_variable_is_its_name() {
    for text in [
        "c: Acme = Acme()\nc.pets.list()\nAcme.a.b()",
        "if x: c = Acme()\nc.pets.list()",
        "else: c = Acme()\nc.pets.list()",
    ] {
        assert_eq!(dotted(text, Language::Python), ["pets.list"], "{text}");
    }
    for text in [
        "const c: Acme = new Acme();\nc.pets.list();",
        "export const c: acme.Acme<string> = new acme.Acme();\nc.pets.list();",
    ] {
        assert_eq!(dotted(text, Language::JavaScript), ["pets.list"], "{text}");
    }
}

#[test]
fn a_sample_has_at_most_a_thousand_calls() {
    let text: String = (0..1_500).map(|at| format!("acme.pets{at}.list()\n")).collect();
    assert_eq!(calls(&text, Language::Python).len(), 1_000);
}
